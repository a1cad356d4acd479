import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLocalLog } from '../../src/main/log/local/open-local-log.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';

/** A workspace folder whose file was imported before: only what was imported is left of it. */
export type ImportedFile = {
  readonly folder: string;
  /** Where the file is said to have been; it is made, and empty. */
  readonly path: string;
  readonly topic: string;
};

/** Makes the log of a workspace as the import of a file leaves it, of the records given or there already. */
export async function fillFileWorkspace(
  { folder, path, topic }: ImportedFile,
  records: Iterable<LogRecord> = [],
  partitions?: number,
): Promise<void> {
  const place = { file: join(folder, 'log.db'), topic, kind: 'file' } as const;
  const log = openLocalLog(partitions === undefined ? place : { ...place, partitions });
  log.importRecords(records);
  writeFileSync(path, '');
  const { size, mtimeMs } = statSync(path);
  log.notes.set('topic', topic);
  log.notes.set('file', `${size} bytes of ${mtimeMs}`);
  log.markFed();
  await log.close();
}
