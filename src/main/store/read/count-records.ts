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
    if (sieve.user === null) countStretches(span, { sieve, buckets, counts });
    else countRows(span, candidatesIn(snapshot, span, sieve.user), { sieve, buckets, counts });
  }
  return counts;
}

type Counting = {
  readonly sieve: Sieve;
  readonly buckets: Buckets;
  readonly counts: Int32Array;
};

/** Tau never falls: the records of a bucket stand together, and are counted together. */
function countStretches(
  { columns, from, to }: RowSpan,
  { sieve, buckets, counts }: Counting,
): void {
  const { tau } = columns;
  const role = sieve.role === null ? null : columns.role.codeOf(sieve.role);
  const slots = slotsOf(sieve);
  for (let row = Math.max(from, columns.rowFromTau(buckets.from)); row < to; ) {
    const bucket = bucketOf(buckets, tau[row] as number);
    if (bucket >= buckets.length) return;
    const edge = buckets.from + (bucket + 1) * buckets.bucketMs;
    const stretch = { columns, from: row, to: endBelow(tau, { row, to, edge }) };
    const own = counts.subarray(bucket * histogramWidth, (bucket + 1) * histogramWidth);
    if (role === null) countTypes(stretch, slots, own);
    else countTypesOfRole(stretch, { slots, role }, own);
    row = stretch.to;
  }
}

/** Rows are skipped so many at once while the last of them lies below the edge. */
const stride = 64;

/** The first row from `row` on whose tau is not below the edge, or `to`. */
function endBelow(
  tau: Float64Array,
  { row, to, edge }: { readonly row: number; readonly to: number; readonly edge: number },
): number {
  let end = row;
  while (end + stride < to && (tau[end + stride] as number) < edge) end += stride;
  while (end < to && (tau[end] as number) < edge) end++;
  return end;
}

// Two tallies in turn, since counting twice at one place waits for the first count to be written.
const tallies = [new Int32Array(histogramWidth + 1), new Int32Array(histogramWidth + 1)] as const;

function countTypes({ columns, from, to }: RowSpan, slots: Uint8Array, counts: Int32Array): void {
  const { kind } = columns;
  const [even, odd] = tallies;
  even.fill(0);
  odd.fill(0);
  let row = from;
  for (; row + 1 < to; row += 2) {
    (even[slots[(kind[row] as number) & kindBits] as number] as number)++;
    (odd[slots[(kind[row + 1] as number) & kindBits] as number] as number)++;
  }
  if (row < to) (even[slots[(kind[row] as number) & kindBits] as number] as number)++;
  for (let type = 0; type < problemIndex; type++) {
    (counts[type] as number) += (even[type] as number) + (odd[type] as number);
  }
  if (!columns.mayHoldProblems(from, to)) return;
  for (row = from; row < to; row++) {
    if (columns.isProblemAt(row)) (counts[problemIndex] as number)++;
  }
}

type OfRole = { readonly slots: Uint8Array; readonly role: number };

function countTypesOfRole(
  { columns, from, to }: RowSpan,
  { slots, role }: OfRole,
  counts: Int32Array,
): void {
  const { kind } = columns;
  const { codes } = columns.role;
  for (let row = from; row < to; row++) {
    if (codes[row] !== role) continue;
    const slot = slots[(kind[row] as number) & kindBits] as number;
    if (slot < problemIndex) (counts[slot] as number)++;
    if (columns.isProblemAt(row)) (counts[problemIndex] as number)++;
  }
}

/** What is counted nowhere. */
const nowhere = histogramWidth;

/** By the low bits of a kind: the type it is counted under. */
function slotsOf({ kinds }: Sieve): Uint8Array {
  return Uint8Array.from({ length: kindBits + 1 }, (_, kind) => {
    const isCounted = kinds[kind] === 1 && classOfKind(kind) === classCode.event;
    return isCounted ? typeOfKind(kind) : nowhere;
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
