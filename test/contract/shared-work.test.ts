import { afterAll, beforeAll, describe } from 'vitest';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { openSharedWork } from '../../src/main/log/kafka/open-shared-work.ts';
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
