import type Database from 'better-sqlite3';
import { type ColumnRun, decodeColumns, timestampTypeOfKind } from '../layout/event-columns.ts';
import { packBytes } from '../layout/pack-bytes.ts';
import { appendForm, type ByteRun } from '../layout/record-form.ts';
import { unpackFrames } from './framed-block.ts';
import type { Migration } from './migrate.ts';

type SegmentRow = { place: number; until: number; records: number; columns: Buffer };
type PackedRow = { place: number; records: number; bytes: Buffer };
type TailRow = SegmentRow & PackedRow;

/**
 * From the third layout to the fourth: the bytes of a block are those of its records one behind
 * the other, in the form in which they are hashed, packed as one frame. The tables stay as they are.
 */
export const packAsTheyCame: Migration = (db, tell) => {
  const total = db.prepare<[], number>('SELECT count(*) FROM block').pluck().get() ?? 0;
  const segments = db.prepare<[], number>('SELECT place FROM segment ORDER BY place').pluck().all();
  const segment = db.prepare<[number], SegmentRow>('SELECT * FROM segment WHERE place = ?');
  const blocks = db.prepare<number[], PackedRow>(
    'SELECT place, records, bytes FROM block WHERE place >= ? AND place < ? ORDER BY place',
  );
  const rewrite = db.prepare('UPDATE block SET bytes = ? WHERE place = ?');
  let done = 0;
  for (const place of segments) {
    const { until, records, columns } = segment.get(place) as SegmentRow;
    const run = decodeColumns(columns, place, records);
    let row = 0;
    for (const block of blocks.all(place, until)) {
      rewrite.run(repacked(run, row, block), block.place);
      row += block.records;
      done++;
    }
    tell((100 * done) / total);
  }
  rewriteTail(db);
};

function rewriteTail(db: Database.Database): void {
  const rewrite = db.prepare('UPDATE tail SET bytes = ? WHERE place = ?');
  for (const tail of db.prepare<[], TailRow>('SELECT * FROM tail').all()) {
    const run = decodeColumns(tail.columns, tail.place, tail.records);
    rewrite.run(repacked(run, 0, tail), tail.place);
  }
}

/** The bytes of records whose columns begin at a row; those that are damaged as they are: reading tells. */
function repacked(run: ColumnRun, from: number, { records, bytes }: PackedRow): Buffer {
  const found = unpackFrames(bytes, records);
  if (!found) return bytes;
  const out: ByteRun = { bytes: new Uint8Array(0), used: 0 };
  for (const [index, parts] of found.entries()) {
    const row = from + index;
    appendForm(out, {
      place: run.place[row] as number,
      timestamp: run.timestamp[row] as number,
      timestampType: timestampTypeOfKind(run.kind[row] as number),
      ...parts,
    });
  }
  return packBytes(out.bytes.subarray(0, out.used));
}
