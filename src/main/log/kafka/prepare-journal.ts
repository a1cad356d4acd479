import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { makeKafka } from './connect-cluster.ts';
import { createTopic } from './create-topic.ts';
import { faultOfClient } from './fault-of-client.ts';
import type { KafkaConnection } from './kafka-connection.ts';

/** The topic that is worked on, and the one in which is written down what was done. */
type JournalPlace = { readonly topic: string; readonly journal: string };

const unknownPausesMs = [100, 200, 500, 1_000, 2_000];
// Of each key the last record is kept, for ever: that something was done must not be forgotten.
const keepLast = { 'cleanup.policy': 'compact', 'retention.ms': '-1' };

/**
 * Sees to it that the journal exists, with as many partitions as the topic, which is kept in as
 * many copies. Rejects with `LogFaultError`.
 */
export async function prepareJournal(
  connection: KafkaConnection,
  { topic, journal }: JournalPlace,
): Promise<void> {
  const { partitions, replicas } = await describe(connection, topic);
  const made = await createTopic(connection, {
    ...{ topic: journal, partitions, replicas, settings: keepLast },
  });
  if (made) return;
  const { partitions: before } = await describeNew(connection, journal);
  if (before < partitions) await widen(connection, journal, partitions);
}

/** Another copy may have made it a moment ago: then not every broker knows of it yet. */
async function describeNew(connection: KafkaConnection, topic: string) {
  for (const pause of unknownPausesMs) {
    try {
      return await describe(connection, topic);
    } catch (error) {
      if (faultOfClient(error).fault.code !== 'topic_not_found') throw error;
      await sleep(pause);
    }
  }
  return describe(connection, topic);
}

function describe(connection: KafkaConnection, topic: string) {
  return asAdmin(connection, async (admin) => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const partitions = topics[0]?.partitions ?? [];
    return { partitions: partitions.length, replicas: partitions[0]?.replicas.length ?? 1 };
  });
}

function widen(connection: KafkaConnection, topic: string, count: number) {
  return asAdmin(connection, (admin) =>
    admin.createPartitions({ topicPartitions: [{ topic, count }] }),
  );
}

async function asAdmin<T>(
  connection: KafkaConnection,
  work: (admin: Admin) => Promise<T>,
): Promise<T> {
  const admin = makeKafka(connection, () => {}).admin();
  try {
    await admin.connect();
    return await work(admin);
  } catch (error) {
    throw faultOfClient(error);
  } finally {
    await admin.disconnect();
  }
}
