import type Database from 'better-sqlite3';
import type { Cut } from '../../../shared/log/cut.ts';
import { type Offset, offset } from '../../../shared/log/offset.ts';
import type { LogRecord } from '../../../shared/log/record.ts';
import type { LogChunk, PartitionBounds } from '../log-port.ts';
import { fromRow, type LocalRow, toRowPlace } from './local-schema.ts';

const smallestShare = 16 * 1024;
const rowOverhead = 32;

/** Reads a local log's partitions and records. */
export function openLocalRecords(db: Database.Database) {
  const bounds = db.prepare<[], { partition: number; start: number; next: number }>(
    'SELECT partition, start, next FROM partition ORDER BY partition',
  );
  const from = db
    .prepare<number[], LocalRow>(
      'SELECT * FROM record WHERE place >= ? AND place < ? ORDER BY place',
    )
    .raw();
  const one = db.prepare<number[], LocalRow>('SELECT * FROM record WHERE place = ?').raw();

  const allBounds = (): PartitionBounds[] =>
    bounds.all().map(({ partition, start, next }) => ({
      partition,
      logStart: offset(start),
      lastStable: offset(next),
      highWatermark: offset(next),
    }));

  const rowsFrom = ({ partition, highWatermark }: PartitionBounds, at: Offset) =>
    from.iterate(toRowPlace(partition, at), toRowPlace(partition, highWatermark));

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
            ? takeShare(rowsFrom(ends, start), share, ends.highWatermark)
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

/** About `share` bytes of records, and the offset reading goes on at: `end` where that was all. */
function takeShare(rows: Iterable<LocalRow>, share: number, end: Offset) {
  const records: LogRecord[] = [];
  let bytes = 0;
  for (const row of rows) {
    records.push(fromRow(row));
    bytes += rowOverhead + row[5].length;
    if (bytes >= share) break;
  }
  const last = bytes >= share ? records.at(-1) : undefined;
  return { records, next: last ? offset(last.offset + 1) : end };
}

/** Reads a local log's partitions and records. */
export type LocalRecords = ReturnType<typeof openLocalRecords>;

/** Makes the partitions of a log that has none. */
export function beginPartitions(db: Database.Database, count: number): void {
  const has = db.prepare('SELECT 1 FROM partition LIMIT 1').get();
  const begin = db.prepare('INSERT INTO partition (partition, start, next) VALUES (?, 0, 0)');
  for (let partition = 0; !has && partition < count; partition++) begin.run(partition);
}
