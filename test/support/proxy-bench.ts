import { afterEach, beforeEach, expect } from 'vitest';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLog } from '../../src/main/log/kafka/open-kafka-log.ts';
import type { AppendFault, Fence, Log, WriteTurn } from '../../src/main/log/log-port.ts';
import { freshTopic } from './kafka-broker.ts';
import type { KafkaProxy } from './kafka-proxy.ts';
import { newRecord, readToEnd, recordsOf, takeTurnPatiently, texts } from './log-harness.ts';

/** How a bench reaches its broker: undisturbed, and through a proxy. */
type Way = {
  readonly owner: KafkaConnection;
  readonly connection: KafkaConnection;
  readonly proxy: KafkaProxy;
};

/** A fresh topic for each test, and a log on it that is reached through the proxy. */
export function proxyBench(fence: Fence, way: () => Way) {
  let topic = '';
  let log: Log | null = null;
  const bench = {
    get proxy() {
      return way().proxy;
    },
    get topic() {
      return topic;
    },
    get log() {
      if (!log) throw new Error('There is no log before a test.');
      return log;
    },
    /** What stands in the log once a turn of somebody else has ended all that was under way. */
    readBack: async () => {
      const onlooker = openKafkaLog({ connection: way().owner, topic });
      const turn = await takeTurnPatiently(onlooker);
      await turn.close();
      const ends = Object.entries(turn.end).filter(([, end]) => end > 0);
      const past = ends.map(([partition, end]) => ({
        partition: Number(partition),
        offset: (end - 1) as typeof end,
      }));
      const read = texts(recordsOf(await readToEnd(onlooker, { past })));
      await onlooker.close();
      return read;
    },
  };
  beforeEach(async () => {
    topic = await freshTopic(way().owner, 2);
    log = openKafkaLog({ connection: way().connection, topic });
    expect(await log.fence()).toBe(fence);
  });
  afterEach(async () => {
    way().proxy.clear();
    await log?.close();
  });
  return bench;
}

/** Appends texts and closes the turn: the offsets told, or what went wrong. */
export async function outcomeOf(
  turn: WriteTurn,
  values: readonly string[],
  partitions: readonly number[] = [0, 1],
): Promise<readonly number[] | AppendFault['code']> {
  const appended = await turn.append(values.map((text, n) => newRecord(partitions[n] ?? 0, text)));
  await turn.close();
  return appended.ok ? appended.value.map(({ offset }) => offset) : appended.error.code;
}
