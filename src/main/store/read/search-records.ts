import { type CutRange, leastCut, type RowSpan, spansOf } from './cut-range.ts';
import { cutBefore } from './find-cut.ts';
import { type KeptRecord, keptRecord } from './kept-record.ts';
import { candidatesIn, fits, type RecordFilter, sieveOf } from './record-filter.ts';
import { comparePoints, type ScrubPoint } from './scrub-point.ts';
import type { Snapshot } from './snapshot.ts';

/** Which page: its order, the last row of the page before, and how many rows. */
export type SearchPage = {
  readonly order: 'asc' | 'desc';
  readonly beside: ScrubPoint | null;
  readonly limit: number;
};

type Search = { readonly range: CutRange; readonly filter: RecordFilter };

/**
 * A page of events and duplicates in scrub order. Tau never falls within a partition: the next
 * rows of each, put in order, are the next rows of all.
 */
export function searchRecords(
  snapshot: Snapshot,
  { range, filter }: Search,
  page: SearchPage,
): KeptRecord[] {
  const sieve = sieveOf(filter);
  const isUp = page.order === 'asc';
  const found: ScrubPoint[] = [];
  for (const span of spansOf(snapshot, restOf(snapshot, range, page))) {
    const rows = candidatesIn(snapshot, span, filter.user);
    let left = page.limit;
    for (let at = 0; at < rows.length && left > 0; at++) {
      const row = rows.at(isUp ? at : rows.length - 1 - at);
      if (!fits(span, sieve, row)) continue;
      found.push(pointAt(span, row));
      left--;
    }
  }
  return found
    .sort((a, b) => comparePoints(a, b) * (isUp ? 1 : -1))
    .slice(0, page.limit)
    .map(({ place }) => keptRecord(snapshot, place))
    .filter((row) => row !== undefined);
}

/** What of the range lies after the page before. */
function restOf(
  snapshot: Snapshot,
  { low, high }: CutRange,
  { order, beside }: SearchPage,
): CutRange {
  if (!beside) return { low, high };
  if (order === 'desc') return { low, high: leastCut(high, cutBefore(snapshot, beside)) };
  const passed = cutBefore(snapshot, { tau: beside.tau, place: beside.place + 1 });
  const isLater = (partition: string) =>
    (passed[Number(partition)] ?? 0) > (low[Number(partition)] ?? 0);
  const later = Object.entries(passed).filter(([partition]) => isLater(partition));
  return { low: { ...low, ...Object.fromEntries(later) }, high };
}

function pointAt({ columns }: RowSpan, row: number): ScrubPoint {
  return { tau: columns.tau[row] as number, place: columns.placeAt(row) };
}
