import { blockRecords } from '../layout/record-block.ts';
import { type CutRange, type RowSpan, spansOf } from './cut-range.ts';
import { columnsOf } from './event-columns.ts';
import { bytesOf } from './record-bytes.ts';
import { fits, type RecordFilter, type Sieve, sieveOf } from './record-filter.ts';
import { comparePoints, type ScrubPoint } from './scrub-point.ts';
import type { Snapshot } from './snapshot.ts';

/** What is left to look through. */
export type Scan = {
  readonly sieve: Sieve;
  /** Rows [from, to) of each partition; `to` comes down as they are looked through. Rows never change. */
  readonly left: Map<number, { readonly from: number; to: number }>;
};

/** Before the first look: every event and duplicate of the range that fits. */
export function beginScan(snapshot: Snapshot, range: CutRange, filter: RecordFilter): Scan {
  const left = new Map(
    spansOf(snapshot, range).map(({ columns, from, to }) => [columns.partition, { from, to }]),
  );
  return { sieve: sieveOf(filter), left };
}

/** How many records are left to look through. */
export function leftToScan({ left }: Scan): number {
  let records = 0;
  for (const { from, to } of left.values()) records += to - from;
  return records;
}

/**
 * Looks through the records of one partition, a block or less: the partition whose next record is
 * the newest. Gives where the key or value holds the bytes, newest first.
 */
export function scanSome(snapshot: Snapshot, scan: Scan, sought: Buffer): ScrubPoint[] {
  const span = takeNewest(snapshot, scan);
  if (span === null) return [];
  const { columns } = span;
  const found: ScrubPoint[] = [];
  for (let row = span.to - 1; row >= span.from; row--) {
    if (!isWanted(span, scan.sieve, row) || !holds(snapshot, span, row, sought)) continue;
    found.push({ tau: columns.tau[row] as number, place: columns.placeAt(row) });
  }
  return found.sort((a, b) => comparePoints(b, a));
}

function isWanted(span: RowSpan, sieve: Sieve, row: number): boolean {
  return (sieve.user === null || span.columns.user[row] === sieve.user) && fits(span, sieve, row);
}

function holds(snapshot: Snapshot, { columns }: RowSpan, row: number, sought: Buffer): boolean {
  const { key, value } = bytesOf(snapshot, columns, row) as { key: Buffer; value: Buffer };
  return value?.includes(sought) || key?.includes(sought) || false;
}

function takeNewest(snapshot: Snapshot, { left }: Scan): RowSpan | null {
  let newest: RowSpan | null = null;
  let latest = Number.NEGATIVE_INFINITY;
  for (const [partition, { from, to }] of left) {
    const columns = columnsOf(snapshot, partition);
    const tau = columns.tau[to - 1] as number;
    if (from === to || tau <= latest) continue;
    latest = tau;
    newest = { columns, from: Math.max(from, to - blockRecords), to };
  }
  if (newest) {
    const { columns, from } = newest;
    const rest = left.get(columns.partition);
    if (rest) rest.to = from;
  }
  return newest;
}
