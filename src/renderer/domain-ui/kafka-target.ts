import { parseLogAddress } from '../../shared/log/log-address.ts';

/** Where commands of a Kafka workspace would be written. */
export type KafkaTarget = {
  readonly topic: string;
  readonly brokers: readonly string[];
  /** The cluster's own id; null until it is known. */
  readonly cluster: string | null;
};

/** Reads from a log's address where commands would be written; null for a log of this machine. */
export function kafkaTarget(address: string, cluster: string | null): KafkaTarget | null {
  const parsed = parseLogAddress(address);
  if (!parsed.ok || parsed.value.kind !== 'kafka') return null;
  const { topic, brokers } = parsed.value;
  return { topic, brokers, cluster };
}

/** Says topic and cluster in one line: "acme.users @ 5L6g3nShT"; the first broker until the cluster is known. */
export function targetName({ topic, brokers, cluster }: KafkaTarget): string {
  return `${topic} @ ${cluster ?? brokers[0]}`;
}
