import type Database from 'better-sqlite3';
import type { Cut } from '../../../shared/log/cut.ts';
import { type Offset, offset } from '../../../shared/log/offset.ts';
import type { LogRecord } from '../../../shared/log/record.ts';
import type { LogChunk, PartitionBounds } from '../log-port.ts';
import { type LocalRuns, openLocalRuns } from './local-runs.ts';
import { fromRow, type LocalRow, toRowPlace } from './local-schema.ts';

/** So many bytes of a partition are read in one go, at least, where a fetch brings as much. */
const smallestShare = 1024 * 1024;

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
    /**
     * What stands from `cut` on in the partitions it names, about `maxBytes` of it: much of a few,
     * which is read and written at less cost than a little of each. Those come first of which the
     * most is left, by their own size, so that all come to their end together.
     */
    chunks(cut: Cut, maxBytes: number): LogChunk[] {
      const asked = allBounds().filter(({ partition }) => cut[partition] !== undefined);
      const startOf = ({ partition }: PartitionBounds) => Math.max(cut[partition] as Offset, 0);
      const left = (ends: PartitionBounds) =>
        (ends.highWatermark - startOf(ends)) / (ends.highWatermark - ends.logStart);
      const behind = asked.filter((ends) => startOf(ends) < ends.highWatermark);
      const most = Math.max(smallestShare, maxBytes / Math.max(1, behind.length));
      const taken = new Map<number, Share>();
      let room = maxBytes;
      for (const ends of behind.sort((a, b) => left(b) - left(a))) {
        if (room <= 0) break;
        const start = startOf(ends) as Offset;
        const share = takeShare(runs, { ends, start, share: Math.min(room, most) });
        taken.set(ends.partition, share);
        room -= share.bytes;
      }
      return asked.map((ends) => {
        const from = startOf(ends) as Offset;
        const { records, next } = taken.get(ends.partition) ?? { records: [], next: from };
        return {
          ...{ partition: ends.partition, from, next, records },
          ...{ passed: [], damaged: [], bounds: ends },
        };
      });
    },
  };
}

type Wanted = { readonly ends: PartitionBounds; readonly start: Offset; readonly share: number };
type Share = { readonly records: LogRecord[]; readonly next: Offset; readonly bytes: number };

/** About `share` bytes of records, and the offset reading goes on at: the end where that was all. */
function takeShare(runs: LocalRuns, { ends, start, share }: Wanted): Share {
  const { partition, highWatermark: end } = ends;
  const until = toRowPlace(partition, end);
  const records: LogRecord[] = [];
  let next = start;
  let bytes = 0;
  while (bytes < share) {
    const run = runs.read(toRowPlace(partition, next), until, share - bytes);
    const last = run.records.at(-1);
    if (!last) return { records, next: end, bytes };
    for (const record of run.records) records.push(record);
    bytes += run.bytes;
    next = offset(last.offset + 1);
  }
  return { records, next, bytes };
}

/** Reads a local log's partitions and records. */
export type LocalRecords = ReturnType<typeof openLocalRecords>;

/** Makes the partitions of a log that has none. */
export function beginPartitions(db: Database.Database, count: number): void {
  const has = db.prepare('SELECT 1 FROM partition LIMIT 1').get();
  const begin = db.prepare('INSERT INTO partition (partition, start, next) VALUES (?, 0, 0)');
  for (let partition = 0; !has && partition < count; partition++) begin.run(partition);
}
