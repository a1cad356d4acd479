import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { generateSample } from '../../src/main/log/sample/generate-sample.ts';
import { type RunningApp, startApp } from './app.ts';
import { borrowBroker, freshTopic, whyNoBroker } from './kafka-broker.ts';
import { test } from './page-test.ts';

/** The app on a topic of a real broker. */
export type KafkaApp = {
  readonly app: RunningApp;
  readonly connection: KafkaConnection;
  readonly topic: string;
  /** Stops the app and gives the broker back. */
  stop(): Promise<void>;
};

const partitions = 4;

/** What there is before the app starts: its workspace folder, and the topic it will read. */
type Prepared = Pick<KafkaApp, 'connection' | 'topic'> & { readonly folder: string };

/** When the last event of the sample in the topic was written, ms since 1970. */
export const kafkaAppEnd = Date.UTC(2026, 5, 1);

/**
 * Starts the app on a topic that holds the sample; `prepare` is called just before.
 * Skips the test, saying why, where there is no broker.
 */
export async function startKafkaApp(
  prepare?: (before: Prepared) => Promise<void>,
): Promise<KafkaApp> {
  test.setTimeout(180_000);
  const why = await whyNoBroker();
  test.skip(why !== null, why ?? '');
  const { connection, release } = await borrowBroker();
  const topic = await freshTopic(connection, partitions);
  const loader = openKafkaLoader(connection, topic);
  await loader.load(generateSample({ end: kafkaAppEnd, partitions }));
  await loader.close();
  const log = `kafka://${connection.brokers.join(',')}/${topic}`;
  const app = await startApp({
    log,
    prepare: async (folder) => prepare?.({ folder, connection, topic }),
  });
  const stop = async () => {
    await app.stop();
    await release();
  };
  return { app, connection, topic, stop };
}
