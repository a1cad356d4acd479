import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createIngest } from '../../src/main/ingest/ingest.ts';
import { openLocalLog } from '../../src/main/log/local/open-local-log.ts';
import { openStore } from '../../src/main/store/write/open-store.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';
import { fillFileWorkspace, type ImportedFile } from './file-workspace.ts';
import { copyAsRows } from './first-layout.ts';

/** Makes a workspace of a file as the first version of the program left it: imported, and read to its end. */
export async function makeOlderWorkspace(
  place: ImportedFile,
  records: Iterable<LogRecord>,
  partitions: number,
): Promise<void> {
  await fillFileWorkspace(place, records, partitions);
  const { folder, topic } = place;
  const log = openLocalLog({ file: join(folder, 'log.db'), topic, kind: 'file' });
  const file = join(folder, 'made.db');
  const store = openStore({ file });
  const ingest = createIngest({ log, store, onCommit: () => {}, onState: () => {} });
  const stop = new AbortController();
  const running = ingest.run(stop.signal);
  const bounds = await log.bounds();
  const end = Object.fromEntries(
    bounds.map(({ partition, lastStable }) => [partition, lastStable]),
  );
  const reached = await ingest.catchUpTo(end, stop.signal);
  if (!reached.ok) throw new Error(reached.error.text);
  stop.abort();
  await running;
  await store.close();
  await log.close();
  copyAsRows(file, join(folder, 'read.db'));
  for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true });
}
