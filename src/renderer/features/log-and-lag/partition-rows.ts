import type { StatusAnswer } from '../../../shared/contract/log.ts';

/** A partition as the table shows it; offsets, `end` exclusive. */
export type PartitionRow = {
  readonly partition: number;
  readonly start: number;
  readonly next: number;
  readonly end: number;
  /** Offsets still to be read. */
  readonly lag: number;
  /** Of all offsets read, 0 to 1. */
  readonly share: number;
};

/** The partitions, ascending. */
export function partitionRows(partitions: StatusAnswer['partitions']): PartitionRow[] {
  const found = Object.entries(partitions);
  const read = found.reduce((total, [, { start, next }]) => total + next - start, 0);
  return found
    .map(([name, { start, next, end }]) => ({
      partition: Number(name),
      start,
      next,
      end,
      lag: Math.max(0, end - next),
      share: read === 0 ? 0 : (next - start) / read,
    }))
    .sort((a, b) => a.partition - b.partition);
}

/** Offsets still to be read, over all partitions. */
export function totalLag(rows: readonly PartitionRow[]): number {
  return rows.reduce((total, { lag }) => total + lag, 0);
}
