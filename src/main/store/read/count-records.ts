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
  const { codes } = columns.role;
  const code = columns.role.codeOf(role);
  if (code < 0) return 0;
  for (let row = from; row < to; row++) {
    if (codes[row] === code) found += kinds[(kind[row] as number) & kindBits] as number;
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

/** Tau never falls: the bucket is only looked for again where the time passes its edge. */
function countStretches(
  { columns, from, to }: RowSpan,
  { sieve, buckets, counts }: Counting,
): void {
  const { tau, kind, anomalies } = columns;
  const slots = slotsOf(sieve);
  let base = 0;
  let edge = Number.NEGATIVE_INFINITY;
  for (let row = Math.max(from, columns.rowFromTau(buckets.from)); row < to; row++) {
    if ((tau[row] as number) >= edge) {
      const bucket = bucketOf(buckets, tau[row] as number);
      if (bucket >= buckets.length) return;
      base = bucket * histogramWidth;
      edge = buckets.from + (bucket + 1) * buckets.bucketMs;
    }
    const slot = slots[(kind[row] as number) & kindBits] as number;
    if (slot >= 0) (counts[base + slot] as number)++;
    if ((anomalies[row] !== 0 || slot === odd) && columns.isProblemAt(row)) {
      (counts[base + problemIndex] as number)++;
    }
  }
}

const odd = -2;

/** By the low bits of a kind: where it is counted; -1 nowhere, -2 perhaps as a problem. */
function slotsOf({ kinds }: Sieve): Int8Array {
  return Int8Array.from({ length: kindBits + 1 }, (_, kind) => {
    if (classOfKind(kind) === classCode.quarantined) return odd;
    return kinds[kind] === 1 && classOfKind(kind) === classCode.event ? typeOfKind(kind) : -1;
  });
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
