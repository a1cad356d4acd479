import type Database from 'better-sqlite3';
import { encodeColumns } from '../layout/event-columns.ts';
import { encodeIdentities } from '../layout/identity-column.ts';
import { blockRecords, encodeBlock } from '../layout/record-block.ts';
import { lastPlace, partitionOfPlace, toPlace } from '../place.ts';
import type { RecordRow } from './planned-batch.ts';
import { openTail } from './read-tail.ts';

/** A segment is cut at so many records, so that one can be read in a moment. */
const segmentRecords = 64 * blockRecords;

/**
 * Prepares the writing of records; the function it gives takes rows ascending by place within each
 * partition and after all that is stored of it. Full blocks are cut as soon as there are enough
 * rows, those of the tail first; the rest stays in the tail.
 */
export function prepareRecords(db: Database.Database): (rows: readonly RecordRow[]) => void {
  const tail = openTail(db);
  const cut = prepareCut(db);
  const insertTail = db.prepare('INSERT INTO tail VALUES (?, ?, ?, ?, ?, ?)');
  const keepInTail = (rows: readonly RecordRow[]) => {
    if (rows.length === 0) return;
    insertTail.run(...headOf(rows), ...columnsOf(rows), encodeBlock(rows));
  };
  const writePartition = (partition: number, fresh: readonly RecordRow[]) => {
    const range = [toPlace(partition, 0), lastPlace(partition)] as const;
    if (tail.count(...range) + fresh.length < blockRecords) return keepInTail(fresh);
    const rows = [...tail.take(...range), ...fresh];
    const full = rows.length - (rows.length % blockRecords);
    for (let from = 0; from < full; from += segmentRecords) {
      cut(rows.slice(from, Math.min(full, from + segmentRecords)));
    }
    keepInTail(rows.slice(full));
  };
  return (rows) => {
    for (const [partition, fresh] of byPartition(rows)) writePartition(partition, fresh);
  };
}

/** Writes whole blocks, and their columns as one segment. */
function prepareCut(db: Database.Database): (rows: readonly RecordRow[]) => void {
  const segment = db.prepare('INSERT INTO segment VALUES (?, ?, ?, ?, ?)');
  const block = db.prepare('INSERT INTO block VALUES (?, ?, ?, ?)');
  return (rows) => {
    segment.run(...headOf(rows), ...columnsOf(rows));
    for (let from = 0; from < rows.length; from += blockRecords) {
      const some = rows.slice(from, from + blockRecords);
      block.run(...headOf(some), encodeBlock(some));
    }
  };
}

function headOf(rows: readonly RecordRow[]): [place: number, until: number, records: number] {
  const [first, last] = [rows[0] as RecordRow, rows.at(-1) as RecordRow];
  return [first.place, last.place + 1, rows.length];
}

function columnsOf(rows: readonly RecordRow[]): [columns: Buffer, identities: Buffer] {
  return [encodeColumns(rows), encodeIdentities(rows.map(({ identity }) => identity))];
}

function byPartition(rows: readonly RecordRow[]): Map<number, RecordRow[]> {
  const parts = new Map<number, RecordRow[]>();
  for (const row of rows) {
    const partition = partitionOfPlace(row.place);
    const part = parts.get(partition);
    if (part) part.push(row);
    else parts.set(partition, [row]);
  }
  return parts;
}
