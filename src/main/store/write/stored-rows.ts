import type Database from 'better-sqlite3';
import { decodeColumns } from '../layout/event-columns.ts';
import { openBlock } from '../layout/record-block.ts';
import type { RecordRow } from '../layout/record-row.ts';
import { rowsOfRun } from '../layout/record-rows.ts';

type SegmentRow = {
  place: number;
  until: number;
  records: number;
  columns: Buffer;
  identities: Buffer;
};
type BlockRow = { place: number; records: number; bytes: Buffer };

/** Gives the records with places in [from, to), ascending, where both lie in one partition. */
export type StoredRows = (from: number, to: number) => IterableIterator<RecordRow>;

/** Reads records back from segments, blocks and the tail. */
export function openStoredRows(db: Database.Database): StoredRows {
  // Runs never overlap: those that reach into the range are those that end in it or past it.
  const segments = db.prepare<number[], SegmentRow>(`SELECT * FROM segment
    WHERE place >= coalesce((SELECT max(place) FROM segment WHERE place <= ?), 0)
      AND place < ? AND until > ? ORDER BY place`);
  const blocks = db.prepare<number[], BlockRow>(`SELECT place, records, bytes FROM block
    WHERE place >= ? AND place < ? ORDER BY place`);
  const tails = db.prepare<number[], SegmentRow & BlockRow>(
    'SELECT * FROM tail WHERE place < ? AND until > ? ORDER BY place',
  );
  return function* (from, to) {
    const isWanted = ({ place }: RecordRow) => place >= from && place < to;
    // Whole results, since a statement under way would keep the writer from its next one.
    for (const segment of segments.all(from, to, from)) {
      const run = decodeColumns(segment.columns, segment.place, segment.records);
      let row = 0;
      for (const block of blocks.all(segment.place, segment.until)) {
        const next = row + block.records;
        const isOutside = block.place >= to || (run.place[next - 1] as number) < from;
        if (!isOutside) {
          const bytes = openBlock(block.bytes, block.records);
          const part = { run, identities: segment.identities, block: bytes, from: row, to: next };
          yield* rowsOfRun(part).filter(isWanted);
        }
        row = next;
      }
    }
    for (const tail of tails.all(to, from)) {
      const run = decodeColumns(tail.columns, tail.place, tail.records);
      const block = openBlock(tail.bytes, tail.records);
      const part = { run, identities: tail.identities, block, from: 0, to: tail.records };
      yield* rowsOfRun(part).filter(isWanted);
    }
  };
}
