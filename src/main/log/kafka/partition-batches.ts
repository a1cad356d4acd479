import { offset } from '../../../shared/log/offset.ts';
import type { AppendedRecord, NewRecord } from '../log-port.ts';
import { type BatchStamp, encodeBatch } from './batch/encode-batch.ts';

/** One batch for each partition that some records are for, in their order, all of this moment. */
export function batchesOf(
  records: readonly NewRecord[],
  stamp: BatchStamp,
): Map<number, Uint8Array> {
  const timestamp = Date.now();
  const byPartition = Map.groupBy(records, ({ partition }) => partition);
  return new Map(
    [...byPartition].map(([partition, group]) => [
      partition,
      encodeBatch(
        group.map((record) => ({ ...record, timestamp })),
        stamp,
      ),
    ]),
  );
}

/** Each record's offset: its partition's base, then one after the other. */
export function placesOf(
  records: readonly NewRecord[],
  bases: ReadonlyMap<number, number>,
): AppendedRecord[] {
  const next = new Map(bases);
  return records.map(({ partition }) => {
    const at = next.get(partition) ?? 0;
    next.set(partition, at + 1);
    return { partition, offset: offset(at) };
  });
}
