import type { ApiCall } from './api-call.ts';

/** Batches for the partitions that one broker leads; `transactionalId` is null outside transactions. */
export type ProduceRequest = {
  readonly topic: string;
  readonly transactionalId: string | null;
  readonly batches: readonly { readonly partition: number; readonly batch: Uint8Array }[];
};

/** Where a batch came to stand; `baseOffset` is -1 where it was refused. */
export type ProducedPartition = {
  readonly partition: number;
  readonly error: number;
  readonly baseOffset: number;
};

const timeoutMs = 20_000;

/** Produce 7, acknowledged by all in-sync replicas. */
export function produceCall(request: ProduceRequest): ApiCall<readonly ProducedPartition[]> {
  return {
    key: 0,
    version: 7,
    name: 'Produce',
    write: (out) => {
      out.string(request.transactionalId).int16(-1).int32(timeoutMs);
      out.array([request], ({ topic, batches }) => {
        out.string(topic).array(batches, ({ partition, batch }) => {
          out.int32(partition).sizedBytes(batch);
        });
      });
    },
    read: (from) => {
      const topics = from.array(() => {
        from.string();
        return from.array(() => {
          const partition = from.int32();
          const error = from.int16();
          const baseOffset = from.int64();
          from.int64(); // append time
          from.int64(); // log start
          return { partition, error, baseOffset };
        });
      });
      return topics.flat();
    },
  };
}
