import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer } from 'kafkajs';
import type { Cut } from '../../../shared/log/cut.ts';
import { makeKafka } from './connect-cluster.ts';
import { faultOfClient } from './fault-of-client.ts';
import type { KafkaConnection, KafkaNote } from './kafka-connection.ts';

/** Which topic is shared in which consumer group. */
export type ShareOptions = {
  readonly connection: KafkaConnection;
  readonly topic: string;
  readonly group: string;
  readonly onNote: (note: KafkaNote) => void;
};

/** A member of a consumer group that says how far it is. */
export type ShareMember = {
  /** Takes part until the signal fires; rejects with `LogFaultError`. */
  run(onShare: (partitions: readonly number[]) => void, signal: AbortSignal): Promise<void>;
  /** Commits positions for whoever looks at the group with Kafka's tools; nothing is read from there. */
  show(positions: Cut): Promise<void>;
};

const sessionTimeout = 10_000;
const heartbeatInterval = 2_000;
// How long a round of the client lasts that fetches nothing: between two it sends its heartbeats.
const maxWaitTimeInMs = 500;
const pauseMs = 1_000;

type OnShare = (partitions: readonly number[]) => void;

/**
 * Shares the partitions of a topic among the members of a consumer group. The group only says whose
 * a partition is: records are read elsewhere, so the client's own fetching is paused.
 */
export function sharePartitions(options: ShareOptions): ShareMember {
  const { topic, onNote } = options;
  let member: Consumer | null = null;
  const runOnce = async (onShare: OnShare, signal: AbortSignal) => {
    const consumer = consumerOf(options);
    try {
      await takePart(consumer, { topic, onShare, onJoined: () => (member = consumer) }, signal);
    } catch (error) {
      throw faultOfClient(error);
    } finally {
      member = null;
      onShare([]);
      await consumer.disconnect().catch(() => undefined);
    }
  };
  return {
    run: async (onShare, signal) => {
      while (!signal.aborted) {
        try {
          await runOnce(onShare, signal);
        } catch (error) {
          const failure = faultOfClient(error);
          if (failure.fault.fatal) throw failure;
          onNote({ level: 'warning', text: failure.fault.text });
          await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
        }
      }
    },
    show: async (positions) => {
      const offsets = Object.entries(positions).map(([partition, next]) => ({
        ...{ topic, partition: Number(partition), offset: String(next) },
      }));
      if (offsets.length > 0) await member?.commitOffsets(offsets).catch(() => undefined);
    },
  };
}

function consumerOf({ connection, group, onNote }: ShareOptions): Consumer {
  // Each answer that is no plain yes, as when the group is shared out anew: what comes of it is told elsewhere.
  const note = (said: KafkaNote) => !said.text.startsWith('Response ') && onNote(said);
  return makeKafka(connection, note).consumer({
    ...{ groupId: group, sessionTimeout, heartbeatInterval, maxWaitTimeInMs },
    allowAutoTopicCreation: false,
    // Begun again by itself it would begin again when it is told to end, too, and never end.
    retry: { retries: 5, restartOnFailure: async () => false },
  });
}

type Part = { readonly topic: string; readonly onShare: OnShare; readonly onJoined: () => void };

/** Takes part until the signal fires; rejects where the client crashes. */
async function takePart(
  consumer: Consumer,
  { topic, onShare, onJoined }: Part,
  signal: AbortSignal,
): Promise<void> {
  const ended = Promise.withResolvers<void>();
  // It may crash before anybody waits for its end.
  ended.promise.catch(() => undefined);
  const end = () => ended.resolve();
  signal.addEventListener('abort', end, { once: true });
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    consumer.pause([{ topic }]);
    const { [topic]: partitions = [] } = payload.memberAssignment;
    if (!signal.aborted) onShare(partitions);
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => ended.reject(payload.error));
  try {
    await consumer.connect();
    await consumer.subscribe({ topic });
    await consumer.run({ autoCommit: false, eachBatch: async () => {} });
    onJoined();
    if (!signal.aborted) await ended.promise;
  } finally {
    signal.removeEventListener('abort', end);
  }
}
