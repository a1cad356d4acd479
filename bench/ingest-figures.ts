import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Log } from '../src/main/log/log-port.ts';
import { toPlace } from '../src/main/store/place.ts';
import { printFigure, say, timed } from './figure.ts';
import { fetchAll, readIntoModel } from './read-log.ts';

/** What is ingested, where, and how often. */
export type IngestBench = {
  readonly log: Log;
  readonly folder: string;
  readonly events: number;
  readonly repeats: number;
};

/**
 * `ingest.local`: a local log into a fresh read model, everything included, against the bare
 * insert of the same value bytes into a table of two columns (only the inserts and commits are
 * timed, not the reading). Leaves the last model as `read.db`; resolves with microseconds an event.
 */
export async function benchLocalIngest(bench: IngestBench): Promise<readonly number[]> {
  const ours: number[] = [];
  const raw: number[] = [];
  for (let repeat = 0; repeat < bench.repeats; repeat++) {
    raw.push((1000 * (await bareInsert(bench))) / bench.events);
    ours.push(await ingestOnce(bench));
    say(
      `ingest.local: ${ours.at(-1)?.toFixed(1)} us an event, bare insert ${raw.at(-1)?.toFixed(1)}`,
    );
  }
  const against = { name: 'bare two-column insert', samples: raw };
  printFigure({ name: 'ingest.local', unit: 'us/event', ours, against });
  return ours;
}

/** `ingest.kafka`: the same events from a real broker, against `ingest.local` of this run. */
export async function benchKafkaIngest(
  bench: IngestBench,
  local: readonly number[],
): Promise<void> {
  const ours: number[] = [];
  for (let repeat = 0; repeat < bench.repeats; repeat++) {
    ours.push(await ingestOnce(bench));
    say(`ingest.kafka: ${ours.at(-1)?.toFixed(1)} us an event`);
  }
  const against = { name: 'ingest.local', samples: local };
  printFigure({ name: 'ingest.kafka', unit: 'us/event', ours, against });
}

async function ingestOnce({ log, folder, events }: IngestBench): Promise<number> {
  const file = join(folder, 'read.db');
  removeDatabase(file);
  return (1000 * (await timed(() => readIntoModel(log, file)))) / events;
}

/** Milliseconds that inserting every value into a table of two columns takes, commits included, reading left out. */
export async function bareInsert({ log, folder }: IngestBench): Promise<number> {
  const file = join(folder, 'raw.db');
  removeDatabase(file);
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE raw (place INTEGER PRIMARY KEY, value BLOB)');
  const insert = db.prepare('INSERT INTO raw VALUES (?, ?)');
  let spent = 0;
  for await (const chunks of fetchAll(log)) {
    const start = performance.now();
    db.transaction(() => {
      for (const { records } of chunks) {
        for (const record of records)
          insert.run(toPlace(record.partition, record.offset), record.value);
      }
    })();
    spent += performance.now() - start;
  }
  db.close();
  removeDatabase(file);
  return spent;
}

function removeDatabase(file: string): void {
  for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true });
}
