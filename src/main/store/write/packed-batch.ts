import type { RecordRun } from '../layout/record-run.ts';
import { type Bound, batchTables } from './batch-tables.ts';
import type { PartitionStep, PlannedBatch } from './planned-batch.ts';

/** A batch as it goes to whoever writes it, in this thread or another: no objects but flat lists. */
export type PackedBatch = {
  readonly steps: readonly PartitionStep[];
  readonly records: readonly RecordRun[];
  /** For each of `batchTables` the values of all its rows in turn. */
  readonly tables: readonly (readonly Bound[])[];
};

/** Batches of so many records or fewer are those of a log that is read as it is written. */
const fewRecords = 256;

/** True for a batch of few records. */
export function isSmall({ records }: PlannedBatch | PackedBatch): boolean {
  let count = 0;
  for (const { length } of records.values()) count += length;
  return count <= fewRecords;
}

/** Packs a batch. The runs of its records are shared, not copied. */
export function packBatch(batch: PlannedBatch): PackedBatch {
  return {
    steps: batch.steps,
    // Room may have been made for records that then did not count.
    records: [...batch.records.values()].filter(({ length }) => length > 0),
    tables: batchTables.map(({ put }) => {
      const values: Bound[] = [];
      put(batch, values);
      return values;
    }),
  };
}
