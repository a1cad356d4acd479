import type { Offset } from '../../shared/log/offset.ts';

const partitionWidth = 2 ** 40;

/** Partitions a log can have: their numbers lie below this. */
export const mostPartitions = 8192;

/** A (partition, offset) as one safe integer: partition * 2^40 + offset, for partitions below 8 192. */
export function toPlace(partition: number, offset: number): number {
  return partition * partitionWidth + offset;
}

/** The partition of a place. */
export function partitionOfPlace(place: number): number {
  return Math.floor(place / partitionWidth);
}

/** The offset of a place. */
export function offsetOfPlace(place: number): Offset {
  // A third of what the remainder of two doubles takes, and exact: the width is a power of two.
  return (place - Math.floor(place / partitionWidth) * partitionWidth) as Offset;
}

/** The highest place a partition can have. */
export function lastPlace(partition: number): number {
  return toPlace(partition + 1, 0) - 1;
}
