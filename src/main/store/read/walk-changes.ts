import { anomalyCodes } from '../../../shared/domain/anomaly.ts';
import type { Cut } from '../../../shared/log/cut.ts';
import { toPlace } from '../place.ts';
import { classCode } from '../record-codes.ts';
import { allColumns, columnsOf, userRowsOf } from './event-columns.ts';
import { lastTickBelow } from './find-cut.ts';
import type { PartitionColumns } from './partition-columns.ts';
import { comparePoints, type ScrubPoint } from './scrub-point.ts';
import type { Snapshot } from './snapshot.ts';
import { homePartition, splitNumbers } from './subjects.ts';
import { countBefore, type RowList } from './user-rows.ts';

/** Which way a walk goes. */
export type Direction = 'on' | 'back';
/** Where a walk came to and how many changes it passed, that one included; null where there were none. */
export type Walked = { readonly point: ScrubPoint | null; readonly passed: number };

/** Where changes may stand in one partition, and how many of these rows lie before the cut. */
type Lane = { readonly columns: PartitionColumns; readonly rows: RowList; readonly edge: number };

/** The changes a walk goes along, seen from a cut. */
export type Track = readonly Lane[];

/** Everybody's changes in scrub order, seen from a cut. */
export function trackOfAll(snapshot: Snapshot, cut: Cut): Track {
  const { tau, place } = edgeOf(snapshot, cut);
  return allColumns(snapshot).map((columns) => ({
    columns,
    rows: { length: columns.length, at: (index) => index },
    edge: columns.rowFromPoint(tau, place),
  }));
}

/** One user's changes, seen from a cut; null where no record names the user. */
export function trackOfUser(snapshot: Snapshot, cut: Cut, user: number): Track | null {
  const home = homePartition(snapshot, { kind: 'user', number: user });
  if (home === undefined) return null;
  if (!splitNumbers(snapshot).has(user)) {
    const columns = columnsOf(snapshot, home);
    const rows = userRowsOf(snapshot, home).of(user);
    const edge = columns.rowFrom(toPlace(home, cut[home] ?? 0));
    return [{ columns, rows, edge: countBefore(rows, edge) }];
  }
  const { tau, place } = edgeOf(snapshot, cut);
  return allColumns(snapshot).map((columns) => {
    const rows = userRowsOf(snapshot, columns.partition).of(user);
    return { columns, rows, edge: countBefore(rows, columns.rowFromPoint(tau, place)) };
  });
}

/**
 * Walks `count` changes along a track, from the first at or after its edge on, or from the last
 * before it back. Where there are fewer it ends at the last there is.
 */
export function walkChanges(
  track: Track,
  { count, direction }: { readonly count: number; readonly direction: Direction },
): Walked {
  const step = direction === 'on' ? 1 : -1;
  const walkers = track.map((lane) => walkerOn(lane, step)).filter(({ point }) => point !== null);
  let last: ScrubPoint | null = null;
  let passed = 0;
  while (passed < count) {
    const next = nearest(walkers, step);
    if (!next) break;
    last = next.point;
    passed++;
    next.goOn();
  }
  return { point: last, passed };
}

/** Stands at a change of one partition; null past the last. */
type Walker = { readonly point: ScrubPoint | null; goOn(): void };

function walkerOn({ columns, rows, edge }: Lane, step: 1 | -1): Walker {
  let index = step === 1 ? edge : edge - 1;
  const walker = { point: null as ScrubPoint | null, goOn };
  function goOn(): void {
    for (; index >= 0 && index < rows.length; index += step) {
      const row = rows.at(index);
      if (!isChange(columns, row)) continue;
      walker.point = { tau: columns.tau[row] as number, place: columns.placeAt(row) };
      index += step;
      return;
    }
    walker.point = null;
  }
  goOn();
  return walker;
}

function nearest(walkers: readonly Walker[], step: 1 | -1): Walker | null {
  let found: Walker | null = null;
  for (const walker of walkers) {
    if (!walker.point) continue;
    if (!found?.point || comparePoints(walker.point, found.point) * step < 0) found = walker;
  }
  return found;
}

const neverCreated = 1 << anomalyCodes.indexOf('never_created');

/** An event changes nothing where it did not fit; what is never created becomes known by it all the same. */
function isChange(columns: PartitionColumns, row: number): boolean {
  if (columns.classAt(row) !== classCode.event) return false;
  const anomalies = columns.anomalies[row] as number;
  return anomalies === 0 || (anomalies & neverCreated) !== 0;
}

function edgeOf(snapshot: Snapshot, cut: Cut): ScrubPoint {
  const last = lastTickBelow(snapshot, cut);
  return last
    ? { tau: last.tau, place: toPlace(last.partition, last.offset) + 1 }
    : { tau: 0, place: 0 };
}
