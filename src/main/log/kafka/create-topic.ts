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

/** Makes a topic that keeps everything; false where one of that name exists. Rejects with `LogFaultError`. */
export async function createTopic(connection: KafkaConnection, topic: NewTopic): Promise<boolean> {
  const admin = makeKafka(connection, () => {}).admin();
  const settings = { ...keepForever, ...topic.settings };
  try {
    await admin.connect();
    return await admin.createTopics({
      waitForLeaders: true,
      topics: [
        {
          topic: topic.topic,
          numPartitions: topic.partitions ?? 50,
          replicationFactor: topic.replicas ?? 1,
          configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
        },
      ],
    });
  } catch (error) {
    throw faultOfClient(error);
  } finally {
    await admin.disconnect();
  }
}
