import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIngest } from '../../src/main/ingest/ingest.ts';
import { openLocalLog } from '../../src/main/log/local/open-local-log.ts';
import type { LiveState } from '../../src/main/queries/live-state.ts';
import { openReader } from '../../src/main/store/read/open-reader.ts';
import type { Reader } from '../../src/main/store/read/snapshot.ts';
import { openStore } from '../../src/main/store/write/open-store.ts';
import type { Cut } from '../../src/shared/log/cut.ts';
import { offset } from '../../src/shared/log/offset.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';

/** A local log, ingested into a read model of its own in a temporary folder, and a reader on it. */
export type IngestedLog = {
  readonly file: string;
  readonly reader: Reader;
  live(): LiveState;
  /** Appends records to the log and waits until the read model holds them. */
  add(records: readonly LogRecord[]): Promise<void>;
  close(): Promise<void>;
};

/** Writes records into a local log of so many partitions and reads it to its end. */
export async function ingestedLog(
  records: Iterable<LogRecord>,
  partitions = 12,
): Promise<IngestedLog> {
  const folder = mkdtempSync(join(tmpdir(), 'playhead-read-'));
  const file = join(folder, 'read.db');
  const place = {
    file: join(folder, 'log.db'),
    topic: 'users',
    kind: 'local',
    partitions,
  } as const;
  const log = openLocalLog(place);
  const store = openStore({ file });
  const ingest = createIngest({ log, store, onCommit: () => {}, onState: () => {} });
  const stop = new AbortController();
  imported(log.importRecords(records));
  const running = ingest.run(stop.signal);
  const readToEnd = async () => {
    const bounds = await log.bounds();
    const end: Cut = Object.fromEntries(
      bounds.map(({ partition, lastStable }) => [partition, offset(lastStable)]),
    );
    imported(await ingest.catchUpTo(end, stop.signal));
  };
  await readToEnd();
  const reader = openReader({ file });
  return {
    file,
    reader,
    live: () => ({
      log: { kind: 'sample', address: 'sample', title: 'A log of a test' },
      ...ingest.state(),
    }),
    async add(more) {
      imported(log.importRecords(more));
      await readToEnd();
    },
    async close() {
      reader.close();
      stop.abort();
      await running;
      store.close();
      await log.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function imported(result: { readonly ok: boolean }): void {
  if (!result.ok) throw new Error(`The log was not read: ${JSON.stringify(result)}`);
}
