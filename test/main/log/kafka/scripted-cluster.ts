import { encodeBatch } from '../../../../src/main/log/kafka/batch/encode-batch.ts';
import type { Addressee, Asker } from '../../../../src/main/log/kafka/kafka-link.ts';
import { KafkaReader } from '../../../../src/main/log/kafka/kafka-reader.ts';
import { readBounds } from '../../../../src/main/log/kafka/read-bounds.ts';
import { TopicWatch } from '../../../../src/main/log/kafka/topic-watch.ts';
import type { ApiCall } from '../../../../src/main/log/kafka/wire/api-call.ts';
import type {
  FetchAnswer,
  FetchedPartition,
} from '../../../../src/main/log/kafka/wire/fetch-call.ts';
import type { ListedOffset } from '../../../../src/main/log/kafka/wire/list-offsets-call.ts';
import type {
  ClusterMetadata,
  PartitionLeader,
} from '../../../../src/main/log/kafka/wire/metadata-call.ts';
import { WireReader } from '../../../../src/main/log/kafka/wire/wire-reader.ts';
import { WireWriter } from '../../../../src/main/log/kafka/wire/wire-writer.ts';
import type { Cut } from '../../../../src/shared/log/cut.ts';
import { offset } from '../../../../src/shared/log/offset.ts';
import { plainRecords } from './batch-bytes.ts';

/** A fetch as a scripted broker sees it. */
export type SeenFetch = {
  readonly node: number;
  readonly partitions: readonly {
    readonly partition: number;
    readonly from: number;
    readonly lastEpoch: number;
  }[];
};

/** A cluster that answers by script, for what a real one cannot be brought to say. */
export type Script = {
  metadata(): ClusterMetadata;
  fetch(seen: SeenFetch): Promise<FetchAnswer> | FetchAnswer;
  offsets?(): readonly ListedOffset[];
  /** Answers to other requests, by the request's name. */
  readonly others?: { readonly [name: string]: () => unknown };
};

/** Carries questions to a script: the requests are really written, the answers are not read from bytes. */
export function scriptedCluster(script: Script): Asker {
  return {
    ask: async <Answer>(
      whom: Addressee,
      makeCall: (maxVersion: (apiKey: number) => number) => ApiCall<Answer>,
    ): Promise<Answer> => {
      const call = makeCall(() => 99);
      const out = new WireWriter();
      call.write(out);
      const answers: { readonly [name: string]: () => unknown } = {
        Metadata: () => script.metadata(),
        Fetch: () => script.fetch(seeFetch(typeof whom === 'number' ? whom : -1, out.done())),
        ListOffsets: () => script.offsets?.() ?? [],
        ...script.others,
      };
      return (await answers[call.name]?.()) as Answer;
    },
  };
}

/** Metadata of a topic whose partitions are led as given: `[1, 1, 2]` is three partitions of two brokers. */
export function metadataOf(
  leaders: readonly number[],
  id = 'AAAA',
  mayWrite: boolean | null = null,
): ClusterMetadata {
  const partitions: PartitionLeader[] = leaders.map((leader, partition) => ({
    partition,
    error: 0,
    leader,
    leaderEpoch: 0,
    replicas: 1,
  }));
  const topics = [{ error: 0, name: 'users', id, internal: false, mayWrite, partitions }];
  return { clusterId: 'cluster', nodes: [], topics };
}

/** What a broker says of one partition; absent: nothing new and no error. */
export function fetchedOf(partition: number, more: Partial<FetchedPartition> = {}) {
  const bounds = { highWatermark: 100, lastStable: 100, logStart: 0 };
  const nothing = { aborted: [], recordSet: Buffer.alloc(0), divergesAt: null };
  return { partition, error: 0, ...bounds, ...nothing, ...more };
}

/** A whole answer to a fetch. */
export function answerOf(partitions: readonly FetchedPartition[]): FetchAnswer {
  return { throttleMs: 0, error: 0, partitions };
}

function seeFetch(node: number, bytes: Buffer): SeenFetch {
  const from = new WireReader(bytes);
  from.tags();
  // Replica, wait, least bytes, most bytes, isolation, session, epoch.
  from.take(4 * 4 + 1 + 2 * 4);
  const topics = from.compactArray(() => {
    from.compactString();
    const partitions = from.compactArray(() => {
      const partition = from.int32();
      from.int32(); // leader epoch
      const at = from.int64();
      const lastEpoch = from.int32();
      from.take(8 + 4); // log start, most bytes
      from.tags();
      return { partition, from: at, lastEpoch };
    });
    from.tags();
    return partitions;
  });
  return { node, partitions: topics.flat() };
}

/** A reader of a scripted cluster. */
export function readerOf(script: Script): KafkaReader {
  const link = scriptedCluster(script);
  const watch = new TopicWatch(link, 'users');
  const closing = new AbortController().signal;
  return new KafkaReader({ link, watch, bounds: () => readBounds(link, watch), closing });
}

/** Limits for a round. */
export const limits = { maxBytes: 1 << 20, maxWaitMs: 500, signal: new AbortController().signal };
/** A cut of partitions 0, 1, 2... */
export const cutOf = (offsets: readonly number[]): Cut => ({ ...offsets.map(offset) });
/** A batch of records at an offset, of leader epoch 3. */
export const batchAt = (baseOffset: number, count = 4) =>
  Buffer.from(encodeBatch(plainRecords(count), { baseOffset, leaderEpoch: 3 }));

/** The fault that a promise is rejected with; null where it is kept. */
export const faultOf = (reading: Promise<unknown>) =>
  reading.then(
    () => null,
    (error: { fault?: unknown }) => error.fault ?? error,
  );
