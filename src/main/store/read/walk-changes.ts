import type { Cut } from '../../../shared/log/cut.ts';
import { toPlace } from '../place.ts';
import { boundOf } from './cut-bounds.ts';
import { lastTickBelow } from './find-cut.ts';
import type { ScrubPoint } from './scrub-point.ts';
import type { Snapshot } from './snapshot.ts';
import { homePlace, splitNumbers } from './subjects.ts';

/** Which way a walk goes. */
export type Direction = 'on' | 'back';
/** Where a walk came to and how many changes it passed, that one included; null where there were none. */
export type Walked = { readonly point: ScrubPoint | null; readonly passed: number };

/** The changes a walk goes along, and where a cut stands among them. */
export type Track = {
  /** SQL that compares a record with the point whose `values` are bound. */
  readonly compare: (operator: '<' | '<=' | '>' | '>=') => string;
  readonly order: (way: 'ASC' | 'DESC') => string;
  readonly source: string;
  readonly values: (point: ScrubPoint) => number[];
  /** The first point that is not below the cut. */
  readonly edge: ScrubPoint;
};

/**
 * A tick changes nothing where its event did not fit and left no row in the temporal tables. The
 * last condition is that of the partial index.
 */
const idle = `r.anomalies <> 0 AND (r.class <> 0 OR r.flags <> 0 OR r.anomalies <> 0)
  AND NOT EXISTS (SELECT 1 FROM user_revision u WHERE u.user = r.user AND u.place = r.place)
  AND NOT EXISTS (SELECT 1 FROM user_touch t WHERE t.user = r.user AND t.place = r.place)
  AND NOT EXISTS (SELECT 1 FROM role_revision v
    WHERE r.user IS NULL AND v.role = r.role AND v.place = r.place)`;

/** Everybody's changes in scrub order, seen from a cut. */
export function trackOfAll(snapshot: Snapshot, cut: Cut): Track {
  return {
    source: 'record r',
    compare: (operator) => `(r.tau, r.place) ${operator} (?, ?)`,
    order: (way) => `r.tau ${way}, r.place ${way}`,
    values: ({ tau, place }) => [tau, place],
    edge: edgeOf(snapshot, cut),
  };
}

/** One user's changes, seen from a cut; null where no record names the user. */
export function trackOfUser(snapshot: Snapshot, cut: Cut, user: number): Track | null {
  const home = homePlace(snapshot, { kind: 'user', number: user });
  if (home === undefined) return null;
  const source = 'record r INDEXED BY record_by_user';
  if (splitNumbers(snapshot).has(user)) {
    return {
      source,
      compare: (operator) => `r.user = ? AND (r.tau, r.place) ${operator} (?, ?)`,
      order: (way) => `r.tau ${way}, r.place ${way}`,
      values: ({ tau, place }) => [user, tau, place],
      edge: edgeOf(snapshot, cut),
    };
  }
  return {
    source,
    compare: (operator) => `r.user = ? AND r.place ${operator} ?`,
    order: (way) => `r.place ${way}`,
    values: ({ place }) => [user, place],
    edge: { tau: 0, place: boundOf(cut, home) },
  };
}

/**
 * Walks `count` changes along a track, from the first at or after its edge on, or from the last
 * before it back. Where there are fewer it ends at the last there is.
 */
export function walkChanges(
  snapshot: Snapshot,
  track: Track,
  { count, direction }: { readonly count: number; readonly direction: Direction },
): Walked {
  const steps = stepsOf(track, direction);
  let point: ScrubPoint | null = null;
  let rest = count;
  while (rest > 0) {
    const { nth, idleUpTo }: Steps = steps(point);
    const from = track.values(point ?? track.edge);
    const next: ScrubPoint | undefined = snapshot.first(nth, ...from, rest - 1);
    if (!next) return walkToEnd(snapshot, track, direction);
    rest = snapshot.value<number>(idleUpTo, ...from, ...track.values(next)) ?? 0;
    point = next;
  }
  return { point, passed: count };
}

function walkToEnd(snapshot: Snapshot, track: Track, direction: Direction): Walked {
  const { all, idleToEnd } = stepsOf(track, direction)(null);
  const from = track.values(track.edge);
  const events = snapshot.value<number>(all, ...from) ?? 0;
  const count = events - (snapshot.value<number>(idleToEnd, ...from) ?? 0);
  if (count <= 0) return { point: null, passed: 0 };
  return walkChanges(snapshot, track, { count, direction });
}

type Steps = {
  readonly nth: string;
  readonly idleUpTo: string;
  readonly all: string;
  readonly idleToEnd: string;
};

/** The statements of a walk: from the edge (which is not below the cut), or on from a point passed already. */
function stepsOf({ source, compare, order }: Track, direction: Direction) {
  const isOn = direction === 'on';
  return (passed: ScrubPoint | null): Steps => {
    const beyond = isOn ? compare(passed ? '>' : '>=') : compare('<');
    const upTo = compare(isOn ? '<=' : '>=');
    const events = `FROM ${source} WHERE ${beyond} AND r.class = 0`;
    return {
      nth: `SELECT r.tau, r.place ${events} ORDER BY ${order(isOn ? 'ASC' : 'DESC')} LIMIT 1 OFFSET ?`,
      idleUpTo: `SELECT count(*) ${events} AND ${upTo} AND ${idle}`,
      all: `SELECT count(*) ${events}`,
      idleToEnd: `SELECT count(*) ${events} AND ${idle}`,
    };
  };
}

function edgeOf(snapshot: Snapshot, cut: Cut): ScrubPoint {
  const last = lastTickBelow(snapshot, cut);
  return last
    ? { tau: last.tau, place: toPlace(last.partition, last.offset) + 1 }
    : { tau: 0, place: 0 };
}
