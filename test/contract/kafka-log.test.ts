import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { openKafkaLog } from '../../src/main/log/kafka/open-kafka-log.ts';
import type { Log } from '../../src/main/log/log-port.ts';
import { borrowBroker, freshTopic, namedBrokers, whyNoBroker } from '../support/kafka-broker.ts';
import { apiKeys, type Fate, type KafkaProxy } from '../support/kafka-proxy.ts';
import { type ProxiedBroker, startProxiedBroker } from '../support/proxied-broker.ts';
import { grant } from '../support/topic-rights.ts';
import { openTestProducer } from '../support/transactional-seed.ts';
import { describeLogContract, type LogHarness } from './log-contract.ts';

const why = await whyNoBroker();
if (why) {
  console.warn(why);
  it.skip(why, () => {});
} else if (namedBrokers) {
  const notice = 'SKIPPED: turns without a fence need a broker with access rules of its own.';
  console.warn(notice);
  it.skip(notice, () => {});
  describe('with the brokers that were named', () => {
    let borrowed: Awaited<ReturnType<typeof borrowBroker>>;
    beforeAll(async () => {
      borrowed = await borrowBroker();
    });
    afterAll(() => borrowed?.release());
    const makeLog = () =>
      makeHarness({ owner: borrowed.connection, connection: borrowed.connection });
    describeLogContract('Kafka', makeLog, {
      fence: 'fenced',
      transactions: true,
      interruptible: false,
    });
  });
} else {
  describe('with a real broker', () => {
    let broker: ProxiedBroker;
    beforeAll(async () => {
      broker = await startProxiedBroker();
      const may = ['READ', 'WRITE', 'DESCRIBE'] as const;
      await grant(broker.owner, [{ user: 'clerk', may, what: 'TOPIC', prefix: 'playhead-test-' }]);
    });
    afterAll(() => broker?.stop());
    const fenced = () => makeHarness({ owner: broker.owner, ...broker.plain });
    describeLogContract('Kafka', fenced, {
      fence: 'fenced',
      transactions: true,
      interruptible: true,
    });
    const unfenced = () =>
      makeHarness({ owner: broker.owner, connection: broker.guarded.connectAs('clerk') });
    describeLogContract('Kafka (without the right to its transactional id)', unfenced, {
      fence: 'unfenced',
      transactions: true,
      interruptible: false,
    });
  });
}

type Place = {
  /** Who fills the topic from outside. */
  readonly owner: KafkaConnection;
  /** Whose log is tried. */
  readonly connection: KafkaConnection;
  /** Between that log and the broker. */
  readonly proxy?: KafkaProxy;
};

async function makeHarness({ owner, connection, proxy }: Place): Promise<LogHarness> {
  const topic = await freshTopic(owner);
  const log = openKafkaLog({ connection, topic });
  const opened: Log[] = [log];
  const loader = openKafkaLoader(owner, topic);
  return {
    log,
    seed: loader.load,
    reopen: async () => {
      const again = openKafkaLog({ connection, topic });
      opened.push(again);
      return again;
    },
    seedAborted: async (records) => {
      const producer = await openTestProducer(owner, topic, randomUUID());
      for (const record of records) await producer.send(record.partition, [record]);
      await producer.end(false);
      await producer.close();
      // The markers are written after the answer.
      const isOpen = async () =>
        (await log.bounds()).some(({ lastStable, highWatermark }) => lastStable < highWatermark);
      while (await isOpen()) await setTimeout(20);
    },
    beforeCommit: (act) =>
      proxy?.onRequest(apiKeys.endTxn, async (): Promise<Fate> => {
        proxy.clear();
        await act();
        return 'pass';
      }),
    close: async () => {
      proxy?.clear();
      await Promise.all([...opened.map((each) => each.close()), loader.close()]);
    },
  };
}
