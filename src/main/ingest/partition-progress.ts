import { type Offset, offset } from '../../shared/log/offset.ts';
import type { PartitionBounds } from '../log/log-port.ts';
import type { OffsetClass } from '../store/record-codes.ts';
import type { Checkpoint } from '../store/write/checkpoints.ts';
import { noCounts, type OffsetCounts, type PartitionStep } from '../store/write/planned-batch.ts';

/** Where the fold stands in one partition, ahead of the checkpoint by the batch under way. */
export type PartitionProgress = {
  readonly partition: number;
  readonly isTruncated: boolean;
  next: Offset;
  recordNext: Offset;
  tau: number;
  /** Where the batch under way began; what it counted so far. */
  from: Offset;
  counts: OffsetCounts;
};

/** Takes a partition up at its checkpoint. */
export function resumePartition(checkpoint: Checkpoint): PartitionProgress {
  const { partition, next, recordNext, tau, truncated } = checkpoint;
  const counts = noCounts();
  return { partition, isTruncated: truncated, next, recordNext, tau, from: next, counts };
}

/** Moves on past offsets of one class. */
export function pass(progress: PartitionProgress, to: number, as: OffsetClass): void {
  progress.counts[as] += to - progress.next;
  progress.next = offset(to);
}

/** What the batch did to the partition; the next batch begins here. */
export function takeStep(progress: PartitionProgress, bounds: PartitionBounds): PartitionStep {
  const { partition, from, next, recordNext, tau, counts } = progress;
  const { lastStable, highWatermark } = bounds;
  progress.from = next;
  progress.counts = noCounts();
  return { partition, from, next, recordNext, tau, lastStable, highWatermark, counts };
}
