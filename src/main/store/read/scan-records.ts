import type { Cut } from '../../../shared/log/cut.ts';
import { partitionsOf } from '../../../shared/log/cut.ts';
import { blockRecords } from '../layout/record-block.ts';
import { toPlace } from '../place.ts';
import { columnsOf } from './event-columns.ts';
import { bytesOf } from './record-bytes.ts';
import { comparePoints, type ScrubPoint } from './scrub-point.ts';
import type { Snapshot } from './snapshot.ts';

/** How many records of each partition, from its first on, were not looked through yet. */
export type ScanState = Map<number, number>;

/** Before the first look: everything below the cut. */
export function beginScan(snapshot: Snapshot, cut: Cut): ScanState {
  return new Map(
    partitionsOf(cut).map((partition) => {
      const columns = columnsOf(snapshot, partition);
      return [partition, columns.rowFrom(toPlace(partition, cut[partition] ?? 0))] as const;
    }),
  );
}

/** How many records are left to look through. */
export function leftToScan(state: ScanState): number {
  let left = 0;
  for (const rows of state.values()) left += rows;
  return left;
}

/**
 * Looks through the records of one partition, a block or less: the partition whose next record is
 * the newest. Gives where the key or value holds the bytes, newest first.
 */
export function scanSome(snapshot: Snapshot, state: ScanState, sought: Buffer): ScrubPoint[] {
  const partition = newestOf(snapshot, state);
  if (partition === null) return [];
  const columns = columnsOf(snapshot, partition);
  const end = state.get(partition) ?? 0;
  const from = Math.max(0, end - blockRecords);
  const found: ScrubPoint[] = [];
  for (let row = end - 1; row >= from; row--) {
    const { key, value } = bytesOf(snapshot, columns, row);
    if (!value?.includes(sought) && !key?.includes(sought)) continue;
    found.push({ tau: columns.tau[row] as number, place: columns.placeAt(row) });
  }
  state.set(partition, from);
  return found.sort((a, b) => comparePoints(b, a));
}

function newestOf(snapshot: Snapshot, state: ScanState): number | null {
  let newest: number | null = null;
  let latest = Number.NEGATIVE_INFINITY;
  for (const [partition, rows] of state) {
    if (rows === 0) continue;
    const tau = columnsOf(snapshot, partition).tau[rows - 1] as number;
    if (tau <= latest) continue;
    latest = tau;
    newest = partition;
  }
  return newest;
}
