import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTopic } from '../../src/main/log/kafka/create-topic.ts';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLog } from '../../src/main/log/kafka/open-kafka-log.ts';
import { whyNoKafka } from './fetch-kafka-jars.ts';
import { loadSample } from './load-sample.ts';
import { type Broker, startBroker } from './start-broker.ts';

const wantedPort = 19092;
const topic = 'users';
const partitions = 50;

/**
 * Starts Apache Kafka on this machine with the sample in the topic `users`, says how to connect,
 * and resolves with an exit code when Ctrl-C has stopped it. What is in it is kept for the next time.
 */
export async function runKafka(cache: string): Promise<number> {
  const kafkaCache = join(cache, 'kafka');
  const why = await whyNoKafka(kafkaCache);
  if (why) return say(`${why} Without it, no Kafka can be started here.`, 1);
  say('Starting Apache Kafka (the first time it is fetched, about 60 MB)...');
  const asked = untilInterrupted();
  const folder = join(cache, 'kafka-data');
  const started = startBroker({ cache: kafkaCache, folder, port: wantedPort });
  // A terminal's Ctrl-C reaches Kafka too: where it comes early, that Kafka did not start is no news.
  const broker = await started.catch((fault: unknown) => Promise.race([asked, later(fault)]));
  if (!broker) return say('Kafka was not started.', 130);
  try {
    await fill({ brokers: [broker.address] });
    tell(broker, folder);
    await asked;
  } finally {
    await broker.stop();
  }
  return say('Kafka has stopped.', 0);
}

async function fill(connection: KafkaConnection): Promise<void> {
  // The sample has records from years ago and one from a clock that runs ahead.
  const settings = { 'message.timestamp.after.max.ms': '9223372036854775807' };
  await createTopic(connection, { topic, partitions, settings });
  const log = openKafkaLog({ connection, topic });
  const bounds = await log.bounds();
  await log.close();
  if (bounds.some(({ highWatermark }) => highWatermark > 0)) return;
  const count = await loadSample(connection, { topic, partitions });
  say(`Loaded the sample: ${count} records in ${partitions} partitions.`);
}

function tell(broker: Broker, folder: string): void {
  say(`
Kafka is running.
  Brokers  ${broker.address}
  Topic    ${topic}
  Data     ${folder} (kept; remove the folder to begin anew)

In Playhead: connect to a Kafka topic, with these brokers and this topic.
Press Ctrl-C to stop.`);
}

/** Gives an interruption that is under way the time to arrive. */
async function later(fault: unknown): Promise<never> {
  await sleep(200);
  throw fault;
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    // Kept on: a terminal and a launcher may both send it, and the second must not end us half-stopped.
    process.on('SIGINT', () => resolve());
    process.on('SIGTERM', () => resolve());
  });
}

function say(text: string, exitCode = 0): number {
  process.stdout.write(`${text}\n`);
  return exitCode;
}
