import type { ApiCall } from './api-call.ts';

/** Which end of a partition: its start, its high watermark, or its last stable offset. */
export type LogEnd = 'start' | 'high' | 'stable';

/** What a broker answers for one partition; `offset` is -1 where it does not know. */
export type ListedOffset = {
  readonly partition: number;
  readonly error: number;
  readonly offset: number;
};

/** Which partitions of which topic are asked for. */
export type TopicPartitions = { readonly topic: string; readonly partitions: readonly number[] };

/** ListOffsets 2 (KIP-98: isolation) of one end of some partitions. */
export function listOffsetsCall(
  { topic, partitions }: TopicPartitions,
  end: LogEnd,
): ApiCall<readonly ListedOffset[]> {
  return {
    key: 2,
    version: 2,
    name: 'ListOffsets',
    write: (out) => {
      out.int32(-1).int8(end === 'stable' ? 1 : 0);
      out.array([topic], (name) => {
        out.string(name).array(partitions, (partition) => {
          out.int32(partition).int64(end === 'start' ? -2 : -1);
        });
      });
    },
    read: (from) => {
      from.int32(); // throttle time
      const topics = from.array(() => {
        from.string();
        return from.array(() => {
          const partition = from.int32();
          const error = from.int16();
          from.int64(); // timestamp
          return { partition, error, offset: from.int64() };
        });
      });
      return topics.flat();
    },
  };
}
