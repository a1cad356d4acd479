import type { AnomalyCode } from '../../shared/domain/anomaly.ts';
import type { PlannedBatch } from '../store/write/planned-batch.ts';

/** Where in the log the fold stands, and the batch its rows go to; holds while one event is folded. */
export type FoldPoint = {
  readonly batch: PlannedBatch;
  readonly partition: number;
  readonly place: number;
  /** The event's own time, else the record's; ms since 1970. */
  readonly time: number;
  /** True where the partition was not read from the beginning of the log. */
  readonly isTruncated: boolean;
};

/** What did not fit, and whether that was to be expected there. */
export type Folded = { readonly anomalies: readonly AnomalyCode[]; readonly isExpected: boolean };
