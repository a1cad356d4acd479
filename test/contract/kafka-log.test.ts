import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { openKafkaLog } from '../../src/main/log/kafka/open-kafka-log.ts';
import type { Log } from '../../src/main/log/log-port.ts';
import { borrowBroker, freshTopic, whyNoBroker } from '../support/kafka-broker.ts';
import { openTestProducer } from '../support/transactional-seed.ts';
import { describeLogContract, type LogHarness } from './log-contract.ts';

const why = await whyNoBroker();
if (why) {
  console.warn(why);
  it.skip(why, () => {});
} else {
  describe('with a real broker', () => {
    let borrowed: Awaited<ReturnType<typeof borrowBroker>>;
    beforeAll(async () => {
      borrowed = await borrowBroker();
    });
    afterAll(() => borrowed?.release());
    describeLogContract('Kafka', () => makeHarness(borrowed.connection), { transactions: true });
  });
}

async function makeHarness(connection: KafkaConnection): Promise<LogHarness> {
  const topic = await freshTopic(connection);
  const opened: Log[] = [openKafkaLog({ connection, topic })];
  const loader = openKafkaLoader(connection, topic);
  return {
    log: opened[0] as Log,
    seed: loader.load,
    reopen: async () => {
      const log = openKafkaLog({ connection, topic });
      opened.push(log);
      return log;
    },
    seedAborted: async (records) => {
      const producer = await openTestProducer(connection, topic, randomUUID());
      for (const record of records) await producer.send(record.partition, [record]);
      await producer.end(false);
      await producer.close();
      // The markers are written after the answer.
      const log = opened[0] as Log;
      const isOpen = async () =>
        (await log.bounds()).some(({ lastStable, highWatermark }) => lastStable < highWatermark);
      while (await isOpen()) await setTimeout(20);
    },
    close: async () => {
      await Promise.all([...opened.map((log) => log.close()), loader.close()]);
    },
  };
}
