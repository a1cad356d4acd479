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
  // Requests on one connection are answered in turn. A fetch waits for news: nothing must stand
  // behind it. Nor must what is written stand behind what is asked; that one opens when it is needed.
  const link = () => new KafkaLink({ connection, topic, onNote });
  const [reading, asking, writing] = [link(), link(), link()];
  const watch = new TopicWatch(asking, topic);
  const bounds = () => readBounds(asking, watch);
  const fence = new FenceWatch({ link: asking, watch });
  const closing = new AbortController();
  const reader = new KafkaReader({ link: reading, watch, bounds, closing: closing.signal });
  return {
    kind: 'kafka',
    identity: async () => (await watch.current()).identity,
    bounds,
    fetch: (from, limits) => reader.fetch(from, limits),
    now: () => Date.now(),
    fence: () => fence.current(),
    beginWrite: (signal, expected) =>
      beginKafkaTurn({ link: writing, asking, watch, fence }, { signal, expected }),
    partitionOf: async (key) => partitionOfKey(key, (await watch.current()).leaders.size),
    close: async () => {
      closing.abort();
      await Promise.all([reading, asking, writing].map((each) => each.close()));
    },
  };
}
