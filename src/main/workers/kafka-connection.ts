import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { KafkaConnection } from '../log/kafka/kafka-connection.ts';

/** How brokers are entered: with the name and password of the surroundings, where they name any. Throws where the file cannot be read. */
export function kafkaConnection(brokers: readonly string[]): KafkaConnection {
  const { PLAYHEAD_KAFKA_USERNAME: username, PLAYHEAD_KAFKA_PASSWORD_FILE: file } = process.env;
  if (!username || !file) return { brokers };
  const password = readFileSync(file, 'utf8').trimEnd();
  return { brokers, sasl: { mechanism: 'scram-sha-512', username, password } };
}
