import { createHash, randomBytes } from 'node:crypto';
import type { LogRecord } from '../../../shared/log/record.ts';
import type { LogIdentity } from '../log-port.ts';

/**
 * `local:<topic>:<hex>`, the hex being the SHA-256 over the SHA-256 of the first record of every
 * partition, ascending; of a log without records it is random.
 */
export function localIdentity(topic: string, firstRecords: readonly LogRecord[]): LogIdentity {
  const all = createHash('sha256');
  for (const record of firstRecords) all.update(hashRecord(record));
  const hex = firstRecords.length > 0 ? all.digest('hex') : randomBytes(32).toString('hex');
  return identityOf(topic, `local:${encodeURIComponent(topic)}:${hex}`);
}

/** The identity as it was stored. */
export function identityOf(topic: string, text: string): LogIdentity {
  return { text, cluster: 'local', topic, topicId: null };
}

function hashRecord({ partition, offset, timestamp, key, value, headers }: LogRecord): Buffer {
  const hash = createHash('sha256').update(`${partition} ${offset} ${timestamp}\n`);
  for (const bytes of [key, value, headers]) {
    hash.update(bytes === null ? 'null\n' : `${bytes.length}\n`);
    if (bytes) hash.update(bytes);
  }
  return hash.digest();
}
