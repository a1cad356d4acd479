import { compressFrameSync } from 'lz4-napi';
import { encodeBatch } from '../src/main/log/kafka/batch/encode-batch.ts';
import type { KafkaConnection } from '../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../src/main/log/kafka/open-kafka-loader.ts';
import type { LogRecord } from '../src/shared/log/record.ts';

/** A batch holds at most so many records of a partition: some 260 KB before they are packed. */
const batchRecords = 500;

/** Fills a topic with records in batches packed by lz4, as producers are mostly set. */
export async function loadTopic(
  connection: KafkaConnection,
  topic: string,
  records: Iterable<LogRecord>,
): Promise<void> {
  const loader = openKafkaLoader(connection, topic);
  const waiting = new Map<number, LogRecord[]>();
  const flush = async (partition: number, some: readonly LogRecord[]) => {
    waiting.delete(partition);
    await loader.loadBatch(partition, encodeBatch(some, { codec: 'lz4', compress }));
  };
  for (const record of records) {
    const some = waiting.get(record.partition) ?? [];
    waiting.set(record.partition, some);
    if (some.push(record) === batchRecords) await flush(record.partition, some);
  }
  for (const [partition, some] of [...waiting]) await flush(partition, some);
  await loader.close();
}

function compress(body: Uint8Array): Uint8Array {
  return compressFrameSync(Buffer.from(body.buffer, body.byteOffset, body.length));
}
