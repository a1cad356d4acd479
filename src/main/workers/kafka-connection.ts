import process from 'node:process';
import { FaultError } from '../../shared/contract/fault.ts';
import type { KafkaConnection, KafkaSasl } from '../log/kafka/kafka-connection.ts';
import { fileNamed } from './file-named.ts';
import { kafkaTls } from './kafka-tls.ts';

const mechanisms: readonly string[] = [
  'plain',
  'scram-sha-256',
  'scram-sha-512',
] satisfies KafkaSasl['mechanism'][];

/**
 * How brokers are entered: with the name and password of the surroundings, where they name any, and
 * by TLS where they say so. Throws FaultError `bad_log_address` where a file cannot be read, and
 * for a mechanism we do not know.
 */
export function kafkaConnection(
  brokers: readonly string[],
  surroundings: NodeJS.ProcessEnv = process.env,
): KafkaConnection {
  const tls = kafkaTls(surroundings);
  const username = surroundings['PLAYHEAD_KAFKA_USERNAME'];
  const password = fileNamed('PLAYHEAD_KAFKA_PASSWORD_FILE', surroundings)?.trimEnd();
  if (!username || password === undefined) return { brokers, tls };
  const mechanism = mechanismOf(surroundings['PLAYHEAD_KAFKA_MECHANISM'] ?? 'scram-sha-512');
  return { brokers, tls, sasl: { mechanism, username, password } };
}

function mechanismOf(said: string): KafkaSasl['mechanism'] {
  if (mechanisms.includes(said)) return said as KafkaSasl['mechanism'];
  const text = `PLAYHEAD_KAFKA_MECHANISM is "${said}". It can be ${mechanisms.join(', ')}.`;
  throw new FaultError({ code: 'bad_log_address', text });
}
