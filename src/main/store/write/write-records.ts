import type Database from 'better-sqlite3';
import { encodeColumns, type RunSlice } from '../layout/event-columns.ts';
import { encodeIdentities } from '../layout/identity-column.ts';
import { blockRecords, encodeBlock } from '../layout/record-block.ts';
import {
  addRun,
  clearRun,
  dropRecords,
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
 * stored of its partition. Full blocks are cut as soon as there are enough records, those of the
 * tail first; the rest stays in the tail.
 */
export function prepareRecords(
  db: Database.Database,
  pack: BlockPacker = encodeBlock,
): (run: RecordRun) => void {
  const tail = openTail(db);
  const cut = prepareCut(db, pack);
  const insertTail = db.prepare('INSERT INTO tail VALUES (?, ?, ?, ?, ?, ?)');
  const keepInTail = (run: RecordRun, slice: RunSlice) => {
    if (slice.from === slice.to) return;
    insertTail.run(...headOf(run, slice), ...columnsOf(run, slice), pack(run, slice));
  };
  // One for all partitions: with room of its own for what a batch brings, each took 2 MB.
  const run = emptyRun();
  return (fresh) => {
    if (fresh.length === 0) return;
    const partition = partitionOfRun(fresh);
    if (tail.count(partition) + fresh.length < blockRecords) {
      return keepInTail(fresh, { from: 0, to: fresh.length });
    }
    const rest = tail.take(partition);
    clearRun(run);
    addRun(run, rest);
    addRun(run, fresh);
    const full = run.length - (run.length % blockRecords);
    for (let from = 0; from < full; from += segmentRecords) {
      cut(run, { from, to: Math.min(full, from + segmentRecords) });
    }
    keepInTail(run, { from: full, to: run.length });
    dropRecords(run, full);
    clearRun(rest);
    addRun(rest, run);
  };
}

/** Writes whole blocks, and their columns as one segment. */
function prepareCut(
  db: Database.Database,
  pack: BlockPacker,
): (run: RecordRun, slice: RunSlice) => void {
  const segment = db.prepare('INSERT INTO segment VALUES (?, ?, ?, ?, ?)');
  const block = db.prepare('INSERT INTO block VALUES (?, ?, ?, ?)');
  return (run, slice) => {
    segment.run(...headOf(run, slice), ...columnsOf(run, slice));
    for (let { from } = slice; from < slice.to; from += blockRecords) {
      const some = { from, to: from + blockRecords };
      block.run(...headOf(run, some), pack(run, some));
    }
  };
}

function headOf({ place }: RecordRun, { from, to }: RunSlice): [number, number, number] {
  return [place[from] as number, (place[to - 1] as number) + 1, to - from];
}

function columnsOf(run: RecordRun, slice: RunSlice): [columns: Buffer, identities: Buffer] {
  const identities = run.identity.subarray(slice.from, slice.to);
  return [encodeColumns(run, slice), encodeIdentities(identities)];
}
