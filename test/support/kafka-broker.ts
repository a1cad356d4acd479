import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { whyNoKafka } from '../../scripts/kafka/fetch-kafka-jars.ts';
import { type Broker, type BrokerOptions, startBroker } from '../../scripts/kafka/start-broker.ts';
import { makeKafka } from '../../src/main/log/kafka/connect-cluster.ts';
import { createTopic } from '../../src/main/log/kafka/create-topic.ts';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';

/** Where Apache Kafka is kept on this machine. */
export const kafkaCache = resolve(import.meta.dirname, '../../.cache/kafka');
const made: string[] = [];

/** The brokers that PLAYHEAD_TEST_KAFKA names (`host:port,host:port`): somebody else's, not to be halted or filled with rules. */
export const namedBrokers = process.env['PLAYHEAD_TEST_KAFKA'];

/** Why the Kafka suites cannot run here; null where they can. They must say it aloud when they skip. */
export async function whyNoBroker(): Promise<string | null> {
  if (namedBrokers) return null;
  const why = await whyNoKafka(kafkaCache);
  if (!why) return null;
  return `SKIPPED, NO KAFKA: ${why} Name brokers in PLAYHEAD_TEST_KAFKA (host:port,host:port) to run this suite.`;
}

/** A broker of the test's own, which it may halt and resume; nobody's brokers are halted. */
export function startTestBroker(options: Omit<BrokerOptions, 'cache'> = {}): Promise<Broker> {
  return startBroker({ cache: kafkaCache, ...options });
}

/** The brokers named in PLAYHEAD_TEST_KAFKA, else a broker of the test's own. */
export async function borrowBroker(): Promise<{
  readonly connection: KafkaConnection;
  release(): Promise<void>;
}> {
  if (namedBrokers) {
    const connection = { brokers: namedBrokers.split(',') };
    return { connection, release: () => dropTopics(connection) };
  }
  const broker = await startTestBroker();
  return { connection: { brokers: [broker.address] }, release: broker.stop };
}

/** Makes a topic that nobody else uses, for records of any age, and returns its name. */
export async function freshTopic(
  connection: KafkaConnection,
  partitions = 4,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const topic = `playhead-test-${randomUUID()}`;
  const settings = { 'message.timestamp.after.max.ms': '9223372036854775807', ...more };
  await createTopic(connection, { topic, partitions, settings });
  made.push(topic);
  return topic;
}

/** Somebody else's brokers are left as they were found. */
async function dropTopics(connection: KafkaConnection): Promise<void> {
  const admin = makeKafka(connection, () => {}).admin();
  await admin.connect();
  await admin.deleteTopics({ topics: made.splice(0) });
  await admin.disconnect();
}
