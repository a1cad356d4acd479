import { join } from 'node:path';
import { assertNever } from '../../shared/kit/assert-never.ts';
import type { LogAddress } from '../../shared/log/log-address.ts';
import { openKafkaLog } from '../log/kafka/open-kafka-log.ts';
import { openLocalLog } from '../log/local/open-local-log.ts';
import type { Log } from '../log/log-port.ts';
import { noteLine } from './app-log.ts';
import { type FileFeed, openFileLog } from './file-log.ts';
import { kafkaConnection } from './kafka-connection.ts';
import { fillSample, samplePartitions, sampleTopic } from './sample-log.ts';

/** A workspace's log, and how it is filled where it comes from a file. */
export type WorkspaceLog = { readonly log: Log; readonly feed: FileFeed | null };

/** Opens the log of an address; local ones live in the folder. Rejects with FaultError. */
export async function openWorkspaceLog(folder: string, address: LogAddress): Promise<WorkspaceLog> {
  const file = join(folder, 'log.db');
  switch (address.kind) {
    case 'sample': {
      const place = { topic: sampleTopic, kind: 'local', partitions: samplePartitions } as const;
      const log = openLocalLog({ file, ...place });
      fillSample(log, Date.now());
      return { log, feed: null };
    }
    case 'file':
      return openFileLog(file, address);
    case 'kafka': {
      const connection = kafkaConnection(address.brokers);
      const onNote = ({ text }: { text: string }) => noteLine(`Kafka: ${text}`);
      return { log: openKafkaLog({ connection, topic: address.topic, onNote }), feed: null };
    }
    default:
      return assertNever(address);
  }
}
