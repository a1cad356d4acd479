import type Database from 'better-sqlite3';
import { encodeColumns, type RunSlice } from '../layout/event-columns.ts';
import { encodeIdentities } from '../layout/identity-column.ts';
import { blockRecords, encodeBlock } from '../layout/record-block.ts';
import {
  addColumns,
  addRows,
  clearRun,
  emptyRun,
  partitionOfRun,
  type RecordRun,
} from '../layout/record-run.ts';
import { openTail } from './read-tail.ts';

/** A segment is cut at so many records, so that one can be read in a moment. */
const segmentRecords = 64 * blockRecords;

/** Packs the bytes of a slice of a run. */
export type BlockPacker = typeof encodeBlock;

/**
 * Prepares the writing of records; the function it gives takes a run that comes after all that is
 * stored of its partition. Full blocks are cut as soon as there are enough records, the first one
 * of those of the tail; the rest stays in the tail.
 */
export function prepareRecords(
  db: Database.Database,
  pack: BlockPacker = encodeBlock,
): (run: RecordRun) => void {
  const tail = openTail(db);
  const insertTail = db.prepare('INSERT INTO tail VALUES (?, ?, ?, ?, ?, ?)');
  const insertSegment = db.prepare('INSERT INTO segment VALUES (?, ?, ?, ?, ?)');
  const insertBlock = db.prepare('INSERT INTO block VALUES (?, ?, ?, ?)');
  // What is known of the tail and of what comes after it; their bytes are packed where they stand.
  const joined = emptyRun();
  const keepInTail = (run: RecordRun, slice: RunSlice) => {
    if (slice.from === slice.to) return;
    insertTail.run(...headOf(run, slice), ...columnsOf(run, slice), pack(run, slice));
  };
  return (fresh) => {
    if (fresh.length === 0) return;
    const partition = partitionOfRun(fresh);
    const whole = { from: 0, to: fresh.length };
    if (tail.count(partition) + fresh.length < blockRecords) return keepInTail(fresh, whole);
    const rest = tail.take(partition);
    const first = rest.length;
    clearRun(joined);
    addColumns(joined, rest, { from: 0, to: first });
    addColumns(joined, fresh, whole);
    if (first > 0) addRows(rest, fresh, { from: 0, to: blockRecords - first });
    const full = joined.length - (joined.length % blockRecords);
    for (let from = 0; from < full; from += segmentRecords) {
      const segment = { from, to: Math.min(full, from + segmentRecords) };
      insertSegment.run(...headOf(joined, segment), ...columnsOf(joined, segment));
    }
    for (let from = 0; from < full; from += blockRecords) {
      const [run, at] = from < first ? [rest, from] : [fresh, from - first];
      const slice = { from: at, to: at + blockRecords };
      insertBlock.run(...headOf(run, slice), pack(run, slice));
    }
    const left = { from: full - first, to: fresh.length };
    keepInTail(fresh, left);
    clearRun(rest);
    addRows(rest, fresh, left);
  };
}

function headOf({ place }: RecordRun, { from, to }: RunSlice): [number, number, number] {
  return [place[from] as number, (place[to - 1] as number) + 1, to - from];
}

function columnsOf(run: RecordRun, slice: RunSlice): [columns: Buffer, identities: Buffer] {
  const identities = run.identity.subarray(slice.from, slice.to);
  return [encodeColumns(run, slice), encodeIdentities(identities)];
}
