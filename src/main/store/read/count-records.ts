import { eventTypes } from '../../../shared/domain/events.ts';
import { classOfKind, typeOfKind } from '../layout/event-columns.ts';
import { classCode } from '../record-codes.ts';
import { type CutRange, type RowSpan, spansOf } from './cut-range.ts';
import {
  candidatesIn,
  fits,
  kindBits,
  type RecordFilter,
  type Sieve,
  sieveOf,
} from './record-filter.ts';
import type { Snapshot } from './snapshot.ts';

/** Where problems are counted beside the nine types. */
export const problemIndex = eventTypes.length;

/** Counts of one bucket: a number for each of the nine types, then the problems. */
export const histogramWidth = eventTypes.length + 1;

/** Buckets of `bucketMs` from `from` (ms) on, so many; only what fits the filter. */
export type Buckets = {
  readonly from: number;
  readonly bucketMs: number;
  readonly length: number;
  readonly filter: RecordFilter;
};

/** How many events and problems a range holds. */
export function totalsOf(
  snapshot: Snapshot,
  range: CutRange,
): { readonly events: number; readonly problems: number } {
  let [events, problems] = [0, 0];
  for (const { columns, from, to } of spansOf(snapshot, range)) {
    events += columns.eventsBefore(to) - columns.eventsBefore(from);
    problems += columns.problemsBefore(to) - columns.problemsBefore(from);
  }
  return { events, problems };
}

/** How many events and duplicates of a range fit a filter. */
export function countFound(snapshot: Snapshot, range: CutRange, filter: RecordFilter): number {
  const sieve = sieveOf(filter);
  let found = 0;
  for (const span of spansOf(snapshot, range)) {
    found += filter.user === null ? countAll(span, sieve) : countOfUser(snapshot, span, sieve);
  }
  return found;
}

function countAll({ columns, from, to }: RowSpan, { kinds, role }: Sieve): number {
  const { kind } = columns;
  let found = 0;
  if (role === null) {
    for (let row = from; row < to; row++)
      found += kinds[(kind[row] as number) & kindBits] as number;
    return found;
  }
  const roles = columns.role.values;
  for (let row = from; row < to; row++) {
    if (roles[row] === role) found += kinds[(kind[row] as number) & kindBits] as number;
  }
  return found;
}

function countOfUser(snapshot: Snapshot, span: RowSpan, sieve: Sieve): number {
  const rows = candidatesIn(snapshot, span, sieve.user);
  let found = 0;
  for (let at = 0; at < rows.length; at++) if (fits(span, sieve, rows.at(at))) found++;
  return found;
}

/**
 * Events by type and problems by time: `histogramWidth` numbers a bucket. Problems are counted
 * whatever types are asked for.
 */
export function histogram(snapshot: Snapshot, range: CutRange, buckets: Buckets): Int32Array {
  const counts = new Int32Array(buckets.length * histogramWidth);
  const sieve = sieveOf(buckets.filter, 'events');
  for (const span of spansOf(snapshot, range)) {
    const rows = candidatesIn(snapshot, span, sieve.user);
    if (sieve.user === null && sieve.role === null)
      countStretches(span, { sieve, buckets, counts });
    else countRows(span, rows, { sieve, buckets, counts });
  }
  return counts;
}

type Counting = {
  readonly sieve: Sieve;
  readonly buckets: Buckets;
  readonly counts: Int32Array;
};

/** Tau never falls: the rows of a bucket are one stretch, and need no look at their times. */
function countStretches(span: RowSpan, { sieve, buckets, counts }: Counting): void {
  const { columns } = span;
  const byKind = new Int32Array(kindBits + 1);
  const first = Math.max(0, bucketOf(buckets, columns.tau[span.from] as number));
  let row = span.from;
  for (let bucket = first; bucket < buckets.length && row < span.to; bucket++) {
    const edge = buckets.from + (bucket + 1) * buckets.bucketMs;
    const next = Math.min(span.to, columns.rowFromTau(edge));
    if (next <= row) continue;
    counts[bucket * histogramWidth + problemIndex] =
      (counts[bucket * histogramWidth + problemIndex] as number) +
      columns.problemsBefore(next) -
      columns.problemsBefore(row);
    const { kind } = columns;
    for (; row < next; row++) (byKind[(kind[row] as number) & kindBits] as number)++;
    pour(byKind, sieve, counts.subarray(bucket * histogramWidth));
  }
}

/** Adds what was counted by kind to the counts of a bucket, and begins again. */
function pour(byKind: Int32Array, { kinds }: Sieve, bucket: Int32Array): void {
  for (let kind = 0; kind < byKind.length; kind++) {
    if (byKind[kind] === 0) continue;
    const isCounted = kinds[kind] === 1 && classOfKind(kind) === classCode.event;
    if (isCounted)
      bucket[typeOfKind(kind)] = (bucket[typeOfKind(kind)] as number) + (byKind[kind] as number);
    byKind[kind] = 0;
  }
}

function countRows(
  span: RowSpan,
  rows: { readonly length: number; at(index: number): number },
  { sieve, buckets, counts }: Counting,
): void {
  const { columns } = span;
  for (let at = 0; at < rows.length; at++) {
    const row = rows.at(at);
    if (sieve.role !== null && columns.role.at(row) !== sieve.role) continue;
    const bucket = bucketOf(buckets, columns.tau[row] as number);
    if (bucket < 0 || bucket >= buckets.length) continue;
    const base = bucket * histogramWidth;
    if (columns.isProblemAt(row)) (counts[base + problemIndex] as number)++;
    if (fits(span, sieve, row)) (counts[base + columns.typeAt(row)] as number)++;
  }
}

function bucketOf({ from, bucketMs }: Buckets, tau: number): number {
  return Math.floor((tau - from) / bucketMs);
}
