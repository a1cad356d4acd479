import type Database from 'better-sqlite3';
import { decodeColumns } from '../layout/event-columns.ts';
import { openBlock } from '../layout/record-block.ts';
import type { RecordRow } from '../layout/record-row.ts';
import { rowsOfRun } from '../layout/record-rows.ts';
import { addRecord, emptyRun, type RecordRun } from '../layout/record-run.ts';

type TailRow = {
  place: number;
  records: number;
  columns: Buffer;
  identities: Buffer;
  bytes: Buffer;
};

/** The records of a range of places that no block holds yet. */
export type Tail = {
  count(from: number, to: number): number;
  /** Takes them out, to be written elsewhere in the same transaction. */
  take(from: number, to: number): RecordRun;
};

/** Opens the tail for writing. */
export function openTail(db: Database.Database): Tail {
  const count = db
    .prepare<number[], number | null>('SELECT sum(records) FROM tail WHERE place BETWEEN ? AND ?')
    .pluck();
  const read = db.prepare<number[], TailRow>(
    'SELECT * FROM tail WHERE place BETWEEN ? AND ? ORDER BY place',
  );
  const remove = db.prepare('DELETE FROM tail WHERE place BETWEEN ? AND ?');
  return {
    count: (from, to) => count.get(from, to) ?? 0,
    take(from, to) {
      const run = emptyRun();
      for (const row of read.all(from, to).flatMap(rowsOfTail)) addRecord(run, row);
      if (run.length > 0) remove.run(from, to);
      return run;
    },
  };
}

function rowsOfTail({ place, records, columns, identities, bytes }: TailRow): RecordRow[] {
  const run = decodeColumns(columns, place, records);
  return rowsOfRun({ run, identities, block: openBlock(bytes, records), from: 0, to: records });
}
