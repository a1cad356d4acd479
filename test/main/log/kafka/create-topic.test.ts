import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTopic } from '../../../../src/main/log/kafka/create-topic.ts';
import { openKafkaLog } from '../../../../src/main/log/kafka/open-kafka-log.ts';
import { borrowBroker, freshTopic, whyNoBroker } from '../../../support/kafka-broker.ts';

const why = await whyNoBroker();
if (why) console.warn(why);

describe.skipIf(why)(`a new topic${why ? ` (${why})` : ''}`, () => {
  let broker: Awaited<ReturnType<typeof borrowBroker>>;
  beforeAll(async () => {
    broker = await borrowBroker();
  });
  afterAll(() => broker?.release());

  it('can be read once it is made, also where several are made at once', async () => {
    const { connection } = broker;
    const made = await Promise.all(Array.from({ length: 6 }, () => freshTopic(connection, 50)));
    for (const topic of made) {
      const log = openKafkaLog({ connection, topic });
      expect(await log.bounds()).toHaveLength(50);
      await log.close();
    }
  });

  it('is not made where there is one', async () => {
    const topic = await freshTopic(broker.connection, 2);
    expect(await createTopic(broker.connection, { topic, partitions: 4 })).toBe(false);
  });

  it('is refused where its name is none', async () => {
    const wish = { topic: `a name with blanks ${randomUUID()}`, partitions: 1 };
    await expect(createTopic(broker.connection, wish)).rejects.toMatchObject({
      name: 'LogFaultError',
    });
  });
});
