import { partitionOfKey } from '../../../shared/log/murmur2.ts';
import type { Log } from '../log-port.ts';
import { FenceWatch } from './fence-watch.ts';
import type { KafkaConnection, KafkaNote } from './kafka-connection.ts';
import { KafkaLink } from './kafka-link.ts';
import { KafkaReader } from './kafka-reader.ts';
import { readBounds } from './read-bounds.ts';
import { TopicWatch } from './topic-watch.ts';
import { beginKafkaTurn } from './write-turn.ts';

/** A topic of a cluster. `onNote` hears the client's own warnings; they are silent without it. */
export type KafkaLogOptions = {
  readonly connection: KafkaConnection;
  readonly topic: string;
  readonly onNote?: (note: KafkaNote) => void;
};

/**
 * A Kafka topic as a log. It connects when first asked for something, so that it can be opened
 * while the cluster is away; after a failure the next question connects anew.
 */
export function openKafkaLog({ connection, topic, onNote = () => {} }: KafkaLogOptions): Log {
  // A fetch waits for news on its connection: questions and commands must not stand behind it.
  const reading = new KafkaLink({ connection, topic, onNote });
  const asking = new KafkaLink({ connection, topic, onNote });
  const watch = new TopicWatch(asking, topic);
  const bounds = () => readBounds(asking, watch);
  const fence = new FenceWatch({ link: asking, watch });
  const reader = new KafkaReader({ link: reading, watch, bounds });
  const closing = new AbortController();
  return {
    kind: 'kafka',
    identity: async () => (await watch.current()).identity,
    bounds,
    fetch: (from, limits) => {
      const signal = AbortSignal.any([limits.signal, closing.signal]);
      return reader.fetch(from, { ...limits, signal });
    },
    now: () => Date.now(),
    fence: () => fence.current(),
    beginWrite: (signal) => beginKafkaTurn({ link: asking, watch, fence }, signal),
    partitionOf: async (key) => partitionOfKey(key, (await watch.current()).leaders.size),
    close: async () => {
      closing.abort();
      await Promise.all([reading.close(), asking.close()]);
    },
  };
}
