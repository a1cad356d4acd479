import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKafka } from '../../src/main/log/kafka/connect-cluster.ts';
import { createTopic } from '../../src/main/log/kafka/create-topic.ts';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { openSharedWork } from '../../src/main/log/kafka/open-shared-work.ts';
import { workNames } from '../../src/main/log/kafka/work-names.ts';
import type { SharedWork } from '../../src/main/log/shared-work-port.ts';
import { offset } from '../../src/shared/log/offset.ts';
import { testRecord } from '../support/cloud-event-record.ts';
import { borrowBroker, freshTopic, whyNoBroker } from '../support/kafka-broker.ts';
import { MemoryBoard } from '../support/memory-work.ts';
import { describeSharedWork } from './shared-work-contract.ts';

describeSharedWork('in memory', async (records) => {
  const board = new MemoryBoard(records);
  return {
    open: (from) => board.open(from),
    grow: async (partition, count) => {
      const found = board.partitions[partition];
      if (found) found.end = offset(found.end + count);
    },
  };
});

const why = await whyNoBroker();
if (why) console.warn(why);

describe.skipIf(why)('on Kafka', () => {
  let broker: Awaited<ReturnType<typeof borrowBroker>>;

  beforeAll(async () => {
    broker = await borrowBroker();
  });

  afterAll(() => broker?.release());

  describeSharedWork('on Kafka', async (records) => {
    const { connection } = broker;
    const topic = await freshTopic(connection, records.length);
    for (const [partition, count] of records.entries()) {
      await load(connection, topic, { partition, count });
    }
    return {
      open: (from) => openSharedWork({ connection, topic, name: 'contract', from }),
      grow: (partition, count) => load(connection, topic, { partition, count }),
    };
  });
});

describe.skipIf(why)('work on a topic that was made anew, or wider', () => {
  let broker: Awaited<ReturnType<typeof borrowBroker>>;
  const never = new AbortController().signal;

  beforeAll(async () => {
    broker = await borrowBroker();
  });

  afterAll(() => broker?.release());

  it('is not gone on with where another one of that name was left off, and says what to do', async () => {
    const { connection } = broker;
    const topic = await freshTopic(connection, 1);
    const first = openSharedWork({ connection, topic, name: 'anew', from: 'start' });
    await takesPart(first);
    await first.take(0, never);
    await first.close();
    await withAdmin(connection, (admin) => admin.deleteTopics({ topics: [topic] }));
    await expect
      .poll(() => createTopic(connection, { topic, partitions: 1 }), { timeout: 20_000 })
      .toBe(true);
    const second = openSharedWork({ connection, topic, name: 'anew', from: 'start' });
    await expect(second.take(0, never)).rejects.toMatchObject({
      fault: { code: 'log_replaced', fatal: true, text: expect.stringMatching(/begin anew/) },
    });
    await second.close();
  });

  it('stops with a sentence where somebody else wrote into its journal', async () => {
    const { connection } = broker;
    const topic = await freshTopic(connection, 1);
    const work = openSharedWork({ connection, topic, name: 'spoilt', from: 'start' });
    await takesPart(work);
    const loader = openKafkaLoader(connection, workNames(topic, 'spoilt').journal);
    const [key, value] = [Buffer.from('position'), Buffer.from('"seven"')];
    await loader.load([testRecord({ key, value })]);
    await loader.close();
    const fault = { code: 'log_damaged', fatal: true, text: expect.stringMatching(/journal/) };
    await expect(work.take(0, never)).rejects.toMatchObject({ fault });
    await work.close();
  });

  it('takes in partitions that were added', async () => {
    const { connection } = broker;
    const topic = await freshTopic(connection, 1);
    const work = openSharedWork({ connection, topic, name: 'wider', from: 'start' });
    await takesPart(work);
    const wider = { topicPartitions: [{ topic, count: 3 }] };
    await withAdmin(connection, (admin) => admin.createPartitions(wider));
    await expect
      .poll(() => work.take(2, never).then(({ next }) => next, String), { timeout: 20_000 })
      .toBe(0);
    await work.close();
  });
});

/** Takes part until all partitions are its own: by then the journal is there. */
async function takesPart(work: SharedWork): Promise<void> {
  const stop = new AbortController();
  await work.join((partitions) => partitions.length > 0 && stop.abort(), stop.signal);
}

async function withAdmin(
  connection: KafkaConnection,
  work: (admin: ReturnType<ReturnType<typeof makeKafka>['admin']>) => Promise<unknown>,
): Promise<void> {
  const admin = makeKafka(connection, () => {}).admin();
  await admin.connect();
  await work(admin);
  await admin.disconnect();
}

async function load(
  connection: KafkaConnection,
  topic: string,
  { partition, count }: { readonly partition: number; readonly count: number },
): Promise<void> {
  const loader = openKafkaLoader(connection, topic);
  const record = testRecord({ partition, value: Buffer.from('{}') });
  await loader.load(Array.from({ length: count }, () => record));
  await loader.close();
}
