import type Database from 'better-sqlite3';
import type { Cut } from '../../../shared/log/cut.ts';
import { type Offset, offset } from '../../../shared/log/offset.ts';
import type { LogRecord } from '../../../shared/log/record.ts';
import type { LogChunk, PartitionBounds } from '../log-port.ts';
import { type LocalRuns, openLocalRuns } from './local-runs.ts';
import { fromRow, type LocalRow, toRowPlace } from './local-schema.ts';

const smallestShare = 16 * 1024;

/** Reads a local log's partitions and records. */
export function openLocalRecords(db: Database.Database) {
  const bounds = db.prepare<[], { partition: number; start: number; next: number }>(
    'SELECT partition, start, next FROM partition ORDER BY partition',
  );
  const runs = openLocalRuns(db);
  const one = db.prepare<number[], LocalRow>('SELECT * FROM record WHERE place = ?').raw();

  const allBounds = (): PartitionBounds[] =>
    bounds.all().map(({ partition, start, next }) => ({
      partition,
      logStart: offset(start),
      lastStable: offset(next),
      highWatermark: offset(next),
    }));

  return {
    bounds: allBounds,
    record(partition: number, at: number): LogRecord | null {
      const row = one.get(toRowPlace(partition, at));
      return row ? fromRow(row) : null;
    },
    /** The first record of every partition that has one, ascending. */
    firsts: (): LogRecord[] =>
      allBounds().flatMap((ends) => {
        const row = one.get(toRowPlace(ends.partition, ends.logStart));
        return row ? [fromRow(row)] : [];
      }),
    /** What stands from `cut` on in the partitions it names, about `maxBytes` shared among them. */
    chunks(cut: Cut, maxBytes: number): LogChunk[] {
      const asked = allBounds().filter(({ partition }) => cut[partition] !== undefined);
      const behind = asked.filter((ends) => (cut[ends.partition] as Offset) < ends.highWatermark);
      const share = Math.max(smallestShare, maxBytes / Math.max(1, behind.length));
      return asked.map((ends) => {
        const start = Math.max(cut[ends.partition] as Offset, 0) as Offset;
        const read =
          start < ends.highWatermark
            ? takeShare(runs, { ends, start, share })
            : { records: [], next: start };
        return {
          partition: ends.partition,
          from: start,
          ...read,
          passed: [],
          damaged: [],
          bounds: ends,
        };
      });
    },
  };
}

type Share = { readonly ends: PartitionBounds; readonly start: Offset; readonly share: number };

/** About `share` bytes of records, and the offset reading goes on at: the end where that was all. */
function takeShare(runs: LocalRuns, { ends, start, share }: Share) {
  const { partition, highWatermark: end } = ends;
  const until = toRowPlace(partition, end);
  const records: LogRecord[] = [];
  let next = start;
  for (let bytes = 0; bytes < share; ) {
    const run = runs.read(toRowPlace(partition, next), until, share - bytes);
    const last = run.records.at(-1);
    if (!last) return { records, next: end };
    for (const record of run.records) records.push(record);
    bytes += run.bytes;
    next = offset(last.offset + 1);
  }
  return { records, next };
}

/** Reads a local log's partitions and records. */
export type LocalRecords = ReturnType<typeof openLocalRecords>;

/** Makes the partitions of a log that has none. */
export function beginPartitions(db: Database.Database, count: number): void {
  const has = db.prepare('SELECT 1 FROM partition LIMIT 1').get();
  const begin = db.prepare('INSERT INTO partition (partition, start, next) VALUES (?, 0, 0)');
  for (let partition = 0; !has && partition < count; partition++) begin.run(partition);
}
