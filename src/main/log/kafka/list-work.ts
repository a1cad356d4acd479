import { askMetadata } from './ask-metadata.ts';
import type { KafkaConnection } from './kafka-connection.ts';
import { KafkaLink } from './kafka-link.ts';
import { workOfJournal } from './work-names.ts';

/**
 * The work on a topic that has begun, as far as this user may see its journals, in order. Leaves
 * nothing open. Rejects with `LogFaultError`.
 */
export async function listWork(connection: KafkaConnection, topic: string): Promise<string[]> {
  const link = new KafkaLink({ connection, topic: null, onNote: () => {} });
  try {
    const { topics } = await askMetadata(link, null);
    return topics.flatMap(({ name }) => workOfJournal(topic, name) ?? []).sort();
  } finally {
    await link.close();
  }
}
