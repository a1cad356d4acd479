import { readFileSync } from 'node:fs';
import process from 'node:process';
import { FaultError } from '../../shared/contract/fault.ts';
import type { KafkaConnection, KafkaSasl } from '../log/kafka/kafka-connection.ts';

const mechanisms: readonly string[] = [
  'plain',
  'scram-sha-256',
  'scram-sha-512',
] satisfies KafkaSasl['mechanism'][];

/**
 * How brokers are entered: with the name and password of the surroundings, where they name any, and
 * by TLS where they say so. Throws where the password's file cannot be read, and FaultError
 * `bad_log_address` for a mechanism we do not know.
 */
export function kafkaConnection(
  brokers: readonly string[],
  surroundings: NodeJS.ProcessEnv = process.env,
): KafkaConnection {
  const tls = surroundings['PLAYHEAD_KAFKA_TLS'] === 'true';
  const username = surroundings['PLAYHEAD_KAFKA_USERNAME'];
  const file = surroundings['PLAYHEAD_KAFKA_PASSWORD_FILE'];
  if (!username || !file) return { brokers, tls };
  const password = readFileSync(file, 'utf8').trimEnd();
  const mechanism = mechanismOf(surroundings['PLAYHEAD_KAFKA_MECHANISM'] ?? 'scram-sha-512');
  return { brokers, tls, sasl: { mechanism, username, password } };
}

function mechanismOf(said: string): KafkaSasl['mechanism'] {
  if (mechanisms.includes(said)) return said as KafkaSasl['mechanism'];
  const text = `PLAYHEAD_KAFKA_MECHANISM is "${said}". It can be ${mechanisms.join(', ')}.`;
  throw new FaultError({ code: 'bad_log_address', text });
}
