import { type Cut, isBelow, partitionsOf } from '../../../shared/log/cut.ts';
import type { Offset } from '../../../shared/log/offset.ts';
import { offsetOfPlace, partitionOfPlace, toPlace } from '../place.ts';
import { cutBefore, firstTickNotBelow, lastTickBelow } from './find-cut.ts';
import { comparePoints, endOfLog, type ScrubPoint } from './scrub-point.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * A line that parts the log in two. Mostly one point of scrub order does; a cut that is no prefix
 * of scrub order (late records, cuts from elsewhere) is ragged: sure outside [from, to), and told
 * by the cut between.
 */
export type ScrubLine = {
  /** Every record before this lies below the line. */
  readonly from: ScrubPoint;
  /** No record at or after this lies below the line. */
  readonly to: ScrubPoint;
  /** Null where `from` and `to` are one. */
  readonly ragged: Cut | null;
};

/** Records between two lines: not below `low`, and below every one of `high`. */
export type ScrubRange = {
  /** No record outside [first, end) is in the range. */
  readonly first: ScrubPoint;
  readonly end: ScrubPoint;
  /** Every record in [sureFirst, sureEnd) is in the range; nothing is sure where they cross. */
  readonly sureFirst: ScrubPoint;
  readonly sureEnd: ScrubPoint;
  /** Tells for a record of [first, end) whether it is in the range; null where all are. */
  readonly holds: ((place: number) => boolean) | null;
};

/** A line at one point. */
export function lineAt(point: ScrubPoint): ScrubLine {
  return { from: point, to: point, ragged: null };
}

/** The line a cut draws. */
export function lineOfCut(snapshot: Snapshot, cut: Cut): ScrubLine {
  const next = firstTickNotBelow(snapshot, cut);
  if (!next) return lineAt(endOfLog);
  const from = { tau: next.tau, place: toPlace(next.partition, next.offset) };
  const last = lastTickBelow(snapshot, cut);
  if (!last) return lineAt(from);
  const to = { tau: last.tau, place: toPlace(last.partition, last.offset) + 1 };
  return comparePoints(to, from) <= 0 ? lineAt(from) : { from, to, ragged: cut };
}

/** The records not below `low` and below each of `highs`. */
export function rangeBetween(low: ScrubLine, highs: readonly ScrubLine[]): ScrubRange {
  const cuts = highs.map(({ ragged }) => ragged).filter((cut) => cut !== null);
  const { ragged } = low;
  return {
    first: low.from,
    sureFirst: low.to,
    sureEnd: least(highs.map(({ from }) => from)),
    end: least(highs.map(({ to }) => to)),
    holds:
      ragged === null && cuts.length === 0
        ? null
        : (place) => !(ragged && lies(ragged, place)) && cuts.every((cut) => lies(cut, place)),
  };
}

/** The records below every one of the lines, as a cut. */
export function cutOfLines(snapshot: Snapshot, lines: readonly ScrubLine[]): Cut {
  const [first, ...others] = lines.map((line) => line.ragged ?? cutBefore(snapshot, line.from));
  const cut: { [partition: number]: Offset } = { ...first };
  for (const other of others) {
    for (const partition of partitionsOf(cut)) {
      const next = other[partition] ?? 0;
      cut[partition] = Math.min(cut[partition] as number, next) as Offset;
    }
  }
  return cut;
}

function least(points: readonly ScrubPoint[]): ScrubPoint {
  return points.reduce((a, b) => (comparePoints(a, b) <= 0 ? a : b), endOfLog);
}

function lies(cut: Cut, place: number): boolean {
  return isBelow(cut, partitionOfPlace(place), offsetOfPlace(place));
}
