import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { generateSample } from '../../src/main/log/sample/generate-sample.ts';
import { type RunningApp, startApp } from './app.ts';
import { borrowBroker, freshTopic, whyNoBroker } from './kafka-broker.ts';
import { test } from './page-test.ts';

/** A topic of a real broker that holds the sample. */
export type SampleTopic = {
  readonly connection: KafkaConnection;
  readonly topic: string;
  /** Gives the broker back. */
  release(): Promise<void>;
};

/** The app on such a topic. */
export type KafkaApp = Omit<SampleTopic, 'release'> & {
  readonly app: RunningApp;
  /** Stops the app and gives the broker back. */
  stop(): Promise<void>;
};

/** What there is before the app starts: its workspace folder, and the topic it will read. */
type Prepared = Omit<SampleTopic, 'release'> & { readonly folder: string };

/** When the last event of the sample in the topic was written, ms since 1970. */
export const kafkaAppEnd = Date.UTC(2026, 5, 1);

/** Loads the sample into a topic of its own. Skips the test, saying why, where there is no broker. */
export async function loadSampleTopic(partitions: number): Promise<SampleTopic> {
  test.setTimeout(180_000);
  const why = await whyNoBroker();
  test.skip(why !== null, why ?? '');
  const { connection, release } = await borrowBroker();
  const topic = await freshTopic(connection, partitions);
  const loader = openKafkaLoader(connection, topic);
  await loader.load(generateSample({ end: kafkaAppEnd, partitions }));
  await loader.close();
  return { connection, topic, release };
}

/** Starts the app on a topic that holds the sample; `prepare` is called just before. */
export async function startKafkaApp(
  prepare?: (before: Prepared) => Promise<void>,
): Promise<KafkaApp> {
  const { connection, topic, release } = await loadSampleTopic(4);
  const app = await startApp({
    log: `kafka://${connection.brokers.join(',')}/${topic}`,
    prepare: async (folder) => prepare?.({ folder, connection, topic }),
  });
  const stop = async () => {
    await app.stop();
    await release();
  };
  return { app, connection, topic, stop };
}
