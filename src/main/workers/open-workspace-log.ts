import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FaultError } from '../../shared/contract/fault.ts';
import { assertNever } from '../../shared/kit/assert-never.ts';
import type { LogAddress } from '../../shared/log/log-address.ts';
import type { KafkaConnection } from '../log/kafka/kafka-connection.ts';
import { openKafkaLog } from '../log/kafka/open-kafka-log.ts';
import { openLocalLog } from '../log/local/open-local-log.ts';
import type { Log } from '../log/log-port.ts';
import { noteLine } from './app-log.ts';
import { fillSample, samplePartitions, sampleTopic } from './sample-log.ts';

/** A workspace's log, and how it is filled where it comes from a file. */
export type WorkspaceLog = {
  readonly log: Log;
  /** False while a file is being read into it. */
  isFed(): boolean;
};

/** Opens the log of an address; local ones live in the folder. Throws FaultError. */
export function openWorkspaceLog(folder: string, address: LogAddress): WorkspaceLog {
  const file = join(folder, 'log.db');
  switch (address.kind) {
    case 'sample': {
      const log = openLocalLog({
        file,
        topic: sampleTopic,
        kind: 'local',
        partitions: samplePartitions,
      });
      fillSample(log, Date.now());
      return { log, isFed: () => true };
    }
    case 'file':
      throw new FaultError({ code: 'file_refused', text: 'Files cannot be opened yet.' });
    case 'kafka': {
      const connection = kafkaConnection(address.brokers);
      const onNote = ({ text }: { text: string }) => noteLine(`Kafka: ${text}`);
      return { log: openKafkaLog({ connection, topic: address.topic, onNote }), isFed: () => true };
    }
    default:
      return assertNever(address);
  }
}

/** How brokers are entered: with the name and password of the surroundings, where they name any. */
export function kafkaConnection(brokers: readonly string[]): KafkaConnection {
  const { PLAYHEAD_KAFKA_USERNAME: username, PLAYHEAD_KAFKA_PASSWORD_FILE: file } = process.env;
  if (!username || !file) return { brokers };
  const password = readFileSync(file, 'utf8').trimEnd();
  return { brokers, sasl: { mechanism: 'scram-sha-512', username, password } };
}
