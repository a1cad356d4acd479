import type Database from 'better-sqlite3';
import { decodeColumns } from '../layout/event-columns.ts';
import { openBlock } from '../layout/record-block.ts';
import type { RecordRow } from '../layout/record-row.ts';
import { rowsOfRun } from '../layout/record-rows.ts';
import { addRecord, clearRun, emptyRun, type RecordRun } from '../layout/record-run.ts';
import { lastPlace, toPlace } from '../place.ts';

type TailRow = {
  place: number;
  records: number;
  columns: Buffer;
  identities: Buffer;
  bytes: Buffer;
};

/** The newest records of each partition, that no block holds yet. */
export type Tail = {
  /** How many records of a partition there are. */
  count(partition: number): number;
  /**
   * Takes them out, to be written elsewhere in the same transaction. What is left in the run they
   * came in is remembered, and need not be read again where it is what the tail then holds.
   */
  take(partition: number): RecordRun;
};

type Extent = { records: number | null; until: number | null };

/** Opens the tail for writing. */
export function openTail(db: Database.Database): Tail {
  const extent = db.prepare<number[], Extent>(
    'SELECT sum(records) AS records, max(until) AS until FROM tail WHERE place BETWEEN ? AND ?',
  );
  const read = db.prepare<number[], TailRow>(
    'SELECT * FROM tail WHERE place BETWEEN ? AND ? ORDER BY place',
  );
  const remove = db.prepare('DELETE FROM tail WHERE place BETWEEN ? AND ?');
  const remembered = new Map<number, RecordRun>();
  const isStill = (run: RecordRun, { records, until }: Extent) =>
    run.length === (records ?? 0) && (records === null || lastOf(run) + 1 === until);
  return {
    count: (partition) => extent.get(...rangeOf(partition))?.records ?? 0,
    take(partition) {
      const range = rangeOf(partition);
      const run = remembered.get(partition) ?? emptyRun();
      remembered.set(partition, run);
      if (!isStill(run, extent.get(...range) as Extent)) {
        clearRun(run);
        for (const row of read.all(...range).flatMap(rowsOfTail)) addRecord(run, row);
      }
      if (run.length > 0) remove.run(...range);
      return run;
    },
  };
}

function rangeOf(partition: number): [from: number, to: number] {
  return [toPlace(partition, 0), lastPlace(partition)];
}

function lastOf(run: RecordRun): number {
  return run.place[run.length - 1] as number;
}

function rowsOfTail({ place, records, columns, identities, bytes }: TailRow): RecordRow[] {
  const run = decodeColumns(columns, place, records);
  return rowsOfRun({ run, identities, block: openBlock(bytes, records), from: 0, to: records });
}
