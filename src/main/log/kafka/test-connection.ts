import { err, ok, type Result } from '../../../shared/kit/result.ts';
import type { LogFault } from '../log-port.ts';
import { askMetadata } from './ask-metadata.ts';
import { faultOfClient } from './fault-of-client.ts';
import type { KafkaConnection } from './kafka-connection.ts';
import { KafkaLink } from './kafka-link.ts';
import { errorCodes, faultOf } from './protocol-error.ts';
import { readBounds } from './read-bounds.ts';
import { TopicWatch } from './topic-watch.ts';
import type { TopicMetadata } from './wire/metadata-call.ts';

/** What a connection leads to. */
export type ConnectionReport = {
  readonly clusterId: string;
  readonly topicId: string | null;
  readonly partitions: number;
  /** Replicas of the partition that has the fewest. */
  readonly replicas: number;
  readonly brokers: number;
  /** Offsets between the start and the end of every partition: records, markers and holes together. */
  readonly offsets: number;
};

/** Why it leads nowhere; `topics` are the topics that do exist, at most 200, where the cluster tells. */
export type ConnectionRefusal = LogFault & { readonly topics: readonly string[] };

const mostTopics = 200;

/**
 * Tries a connection and a topic, for the form that asks for them. Refusals are values:
 * `log_out_of_reach`, `access_denied`, `topic_not_found`. Leaves nothing open.
 */
export async function testConnection(
  connection: KafkaConnection,
  topic: string,
): Promise<Result<ConnectionReport, ConnectionRefusal>> {
  const link = new KafkaLink({ connection, topic: null, onNote: () => {} });
  try {
    const metadata = await askMetadata(link, topic);
    const [found] = metadata.topics;
    const error = found?.error ?? errorCodes.unknownTopicOrPartition;
    if (!found || (error !== errorCodes.none && error !== errorCodes.leaderNotAvailable)) {
      return err(await refusal(link, topic, error));
    }
    const { nodes, clusterId } = metadata;
    return ok({
      clusterId: clusterId ?? '',
      topicId: found.id,
      partitions: found.partitions.length,
      replicas: Math.min(...found.partitions.map(({ replicas }) => replicas)),
      brokers: nodes.length,
      offsets: await countOffsets(connection, found),
    });
  } catch (error) {
    const { fault } = faultOfClient(error);
    return err({ ...fault, text: withHint(fault.text, connection), topics: [] });
  } finally {
    await link.close();
  }
}

/** A broker that wants TLS or a sign-in and gets neither only hangs up. */
function withHint(text: string, { tls, sasl }: KafkaConnection): string {
  if (!text.endsWith('Closed connection') || (tls && sasl)) return text;
  const missing = [
    ...(tls ? [] : ['TLS (PLAYHEAD_KAFKA_TLS=true)']),
    ...(sasl ? [] : ['a sign-in (PLAYHEAD_KAFKA_USERNAME)']),
  ];
  return `${text}. Perhaps it wants ${missing.join(' or ')}.`;
}

async function refusal(link: KafkaLink, topic: string, error: number): Promise<ConnectionRefusal> {
  const fault = faultOf(error, `read the topic "${topic}"`);
  if (fault.code !== 'topic_not_found') return { ...fault, topics: [] };
  const { topics } = await askMetadata(link, null);
  const names = topics.filter(({ internal }) => !internal).map(({ name }) => name);
  const text = `The topic "${topic}" does not exist on this cluster.`;
  return { ...fault, text, topics: names.sort().slice(0, mostTopics) };
}

async function countOffsets(connection: KafkaConnection, { name }: TopicMetadata): Promise<number> {
  const link = new KafkaLink({ connection, topic: name, onNote: () => {} });
  try {
    const bounds = await readBounds(link, new TopicWatch(link, name));
    return bounds.reduce((sum, { logStart, highWatermark }) => sum + highWatermark - logStart, 0);
  } finally {
    await link.close();
  }
}
