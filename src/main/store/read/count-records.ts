import { eventTypes } from '../../../shared/domain/events.ts';
import { flagBit } from '../record-codes.ts';
import { comparePoints, type ScrubPoint } from './scrub-point.ts';
import type { ScrubRange } from './scrub-range.ts';
import type { Snapshot } from './snapshot.ts';
import { hourMs, hoursBefore, type Tally, tallyOf, tallyWidth } from './tally.ts';

/** Where problems are counted beside the nine types. */
export const problemIndex = eventTypes.length;

/** Takes `n` events of a type (or problems) that stand in the span beginning at `tau` (ms). */
export type CountInto = (tau: number, index: number, n: number) => void;

const between = '(tau, place) >= (?, ?) AND (tau, place) < (?, ?)';
const problem = `class = 4 OR (anomalies <> 0 AND flags & ${flagBit.expected} = 0)`;
const eventsSql = `SELECT tau / CAST(? AS INTEGER), type, count(*) FROM record
  WHERE ${between} AND class = 0 GROUP BY 1, 2`;
const problemsSql = `SELECT tau, place FROM record
  WHERE ${between} AND (class <> 0 OR flags <> 0 OR anomalies <> 0) AND (${problem})`;
const eventPlacesSql = `SELECT tau, place, type FROM record WHERE ${between} AND class = 0`;

type Span = { readonly first: ScrubPoint; readonly end: ScrubPoint };

/**
 * Counts the events and problems of a range by spans of `spanMs`: whole hours that are surely
 * inside from the tally where the spans allow it, the edges record by record.
 */
export function countRange(
  snapshot: Snapshot,
  range: ScrubRange,
  { spanMs, into }: { readonly spanMs: number; readonly into: CountInto },
): void {
  const tally = tallyOf(snapshot);
  const firstHour = hourAfter(range.sureFirst);
  const endHour = Math.floor(Math.min(range.sureEnd.tau, tallyEnd(tally)) / hourMs);
  if (spanMs % hourMs !== 0 || firstHour >= endHour) {
    countSpan(snapshot, range, { range, spanMs, into });
    return;
  }
  const sureFirst = { tau: firstHour * hourMs, place: 0 };
  const sureEnd = { tau: endHour * hourMs, place: 0 };
  countSpan(snapshot, { first: range.first, end: sureFirst }, { range, spanMs, into });
  countHours(tally, { from: hoursBefore(tally, firstHour), to: hoursBefore(tally, endHour) }, into);
  countSpan(snapshot, { first: sureEnd, end: range.end }, { range, spanMs, into });
}

/** How many events and problems a range holds. */
export function totalsOf(
  snapshot: Snapshot,
  range: ScrubRange,
): { readonly events: number; readonly problems: number } {
  let events = 0;
  let problems = 0;
  const into: CountInto = (_tau, index, n) => {
    if (index === problemIndex) problems += n;
    else events += n;
  };
  countRange(snapshot, range, { spanMs: hourMs, into });
  return { events, problems };
}

/** How many events of some types (indices; null: all) a range holds. */
export function countEventsOfTypes(
  snapshot: Snapshot,
  range: ScrubRange,
  types: readonly number[] | null,
): number {
  let found = 0;
  const into: CountInto = (_tau, index, n) => {
    if (index !== problemIndex && (types?.includes(index) ?? true)) found += n;
  };
  countRange(snapshot, range, { spanMs: hourMs, into });
  return found;
}

type Counting = {
  readonly range: ScrubRange;
  readonly spanMs: number;
  readonly into: CountInto;
};

function countSpan(snapshot: Snapshot, { first, end }: Span, counting: Counting): void {
  if (comparePoints(first, end) >= 0) return;
  const { range, spanMs, into } = counting;
  const limits = [first.tau, first.place, end.tau, end.place] as const;
  const holds = range.holds ?? (() => true);
  for (const [tau, place] of snapshot.tuples<[number, number]>(problemsSql, ...limits)) {
    if (holds(place)) into(tau, problemIndex, 1);
  }
  if (range.holds) {
    for (const [tau, place, type] of snapshot.walk<[number, number, number]>(
      eventPlacesSql,
      ...limits,
    )) {
      if (holds(place)) into(tau, type, 1);
    }
    return;
  }
  const rows = snapshot.tuples<[number, number, number]>(eventsSql, spanMs, ...limits);
  for (const [span, type, n] of rows) into(span * spanMs, type, n);
}

function countHours(
  { hours, counts }: Tally,
  { from, to }: { readonly from: number; readonly to: number },
  into: CountInto,
): void {
  for (let at = from; at < to; at++) {
    const tau = (hours[at] as number) * hourMs;
    for (let index = 0; index < tallyWidth; index++) {
      const n = counts[at * tallyWidth + index] as number;
      if (n > 0) into(tau, index, n);
    }
  }
}

function hourAfter({ tau, place }: ScrubPoint): number {
  return tau % hourMs === 0 && place === 0 ? tau / hourMs : Math.floor(tau / hourMs) + 1;
}

function tallyEnd({ hours }: Tally): number {
  return ((hours.at(-1) ?? -1) + 1) * hourMs;
}
