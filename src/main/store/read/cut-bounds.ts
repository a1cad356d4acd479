import { type Cut, partitionsOf } from '../../../shared/log/cut.ts';
import { toPlace } from '../place.ts';

/** The first place of a partition that is not below the cut; 0 where the cut does not name it. */
export function boundOf(cut: Cut, partition: number): number {
  const next = cut[partition];
  return next === undefined ? 0 : toPlace(partition, next);
}

/** By partition the first place that is not below the cut; 0 or nothing where it does not name the partition. */
export function boundsByPartition(cut: Cut): Float64Array {
  const partitions = partitionsOf(cut);
  const bounds = new Float64Array(Math.max(-1, ...partitions) + 1);
  for (const partition of partitions) {
    bounds[partition] = toPlace(partition, cut[partition] as number);
  }
  return bounds;
}

/**
 * A cut as one value for SQL: a JSON array, by partition, of the first place not below it. Joined
 * as `json_each(?) cut ON cut.key = place >> 40`.
 */
export function boundsJson(cut: Cut): string {
  const bounds: (number | null)[] = [];
  for (const partition of partitionsOf(cut)) {
    bounds[partition] = toPlace(partition, cut[partition] as number);
  }
  return JSON.stringify(Array.from(bounds, (bound) => bound ?? null));
}
