import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { makeKafka } from './connect-cluster.ts';
import { faultOfClient } from './fault-of-client.ts';
import type { KafkaConnection } from './kafka-connection.ts';

/** A topic to be made; 50 partitions and one replica where nothing else is said. */
export type NewTopic = {
  readonly topic: string;
  readonly partitions?: number;
  readonly replicas?: number;
  /** Beside `cleanup.policy=delete` and `retention.ms=-1`, or instead of them. */
  readonly settings?: { readonly [name: string]: string };
};

const keepForever = { 'cleanup.policy': 'delete', 'retention.ms': '-1' };

const pauseMs = 50;
const thereWithinMs = 30_000;

/**
 * Makes a topic that keeps everything, and waits until its partitions are led; false where one of
 * that name exists. Rejects with `LogFaultError`.
 */
export async function createTopic(connection: KafkaConnection, topic: NewTopic): Promise<boolean> {
  const admin = makeKafka(connection, () => {}).admin();
  const settings = { ...keepForever, ...topic.settings };
  try {
    await admin.connect();
    const isMade = await admin.createTopics({
      // kafkajs waits too, but not where a broker has not heard of the topic at all.
      waitForLeaders: false,
      topics: [
        {
          topic: topic.topic,
          numPartitions: topic.partitions ?? 50,
          replicationFactor: topic.replicas ?? 1,
          configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
        },
      ],
    });
    if (isMade) await untilLed(admin, topic.topic);
    return isMade;
  } catch (error) {
    throw faultOfClient(error);
  } finally {
    await admin.disconnect();
  }
}

async function untilLed(admin: Admin, topic: string): Promise<void> {
  for (const deadline = Date.now() + thereWithinMs; ; await sleep(pauseMs)) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      if (topics[0]?.partitions.every(({ leader }) => leader >= 0)) return;
    } catch (error) {
      const { type } = error as { readonly type?: string };
      const isComing = type === 'UNKNOWN_TOPIC_OR_PARTITION' || type === 'LEADER_NOT_AVAILABLE';
      if (!isComing || Date.now() > deadline) throw error;
    }
    if (Date.now() > deadline) return;
  }
}
