import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { generateSample } from '../../src/main/log/sample/generate-sample.ts';

/** Loads the sample into an empty topic, up to now; resolves with the number of records. */
export async function loadSample(
  connection: KafkaConnection,
  { topic, partitions }: { readonly topic: string; readonly partitions: number },
): Promise<number> {
  const records = generateSample({ end: Date.now(), partitions });
  const loader = openKafkaLoader(connection, topic);
  try {
    await loader.load(records);
  } finally {
    await loader.close();
  }
  return records.length;
}
