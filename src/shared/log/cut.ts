import type { Offset } from './offset.ts';

/**
 * A vector: partition -> next offset, exclusive. `State(cut)` is the fold of all records below it.
 * Canonical form: per partition one past the last record below it, or the first offset read where
 * there is none; every partition of the log is named.
 */
export type Cut = { readonly [partition: number]: Offset };

/** The partitions a cut names, ascending: as such keys stand in an object by themselves. */
export function partitionsOf(cut: Cut): number[] {
  return Object.keys(cut).map(Number);
}

/** True where the record at (partition, offset) lies below the cut. */
export function isBelow(cut: Cut, partition: number, at: number): boolean {
  const next = cut[partition];
  return next !== undefined && at < next;
}

/** True where both cuts name the same partitions with the same next offsets. */
export function sameCut(a: Cut, b: Cut): boolean {
  const partitions = partitionsOf(a);
  return partitions.length === partitionsOf(b).length && partitions.every((p) => a[p] === b[p]);
}
