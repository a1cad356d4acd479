import type Database from 'better-sqlite3';
import { unpackBytes } from '../layout/pack-bytes.ts';
import { offsetOfForm, startsOfForms } from '../layout/record-form.ts';
import type { CutValue, FormRun } from '../layout/record-run.ts';
import { toPlace } from '../place.ts';
import { rangeOffsets } from './range-chain.ts';

type Packed = { readonly place: number; readonly records: number; readonly bytes: Buffer };

/** Stored records, and the row from which on they lie in the range. */
type Part = { readonly run: FormRun; readonly from: number };

/**
 * Prepares the reading of the records of a partition's unfinished range, below the offset `next`,
 * ascending: their bytes alone, columns are not asked.
 */
export function prepareUnfinished(
  db: Database.Database,
): (partition: number, next: number) => IterableIterator<Part> {
  // Runs never overlap: those that reach into the range are those that end past its beginning.
  const packed = ['block', 'tail'].map((table) =>
    db.prepare<number[], Packed>(`SELECT place, records, bytes FROM ${table}
      WHERE place >= coalesce((SELECT max(place) FROM ${table} WHERE place <= ?), 0)
        AND place < ? AND until > ? ORDER BY place`),
  );
  const cuts = db.prepare<number[], CutValue>(`SELECT place, value_length AS length,
      value_sha256 AS sha256
    FROM quarantine WHERE place >= ? AND place < ? AND value_length IS NOT NULL`);
  return function* (partition, next) {
    const begin = toPlace(partition, next - (next % rangeOffsets));
    const end = toPlace(partition, next);
    const cut = cuts.all(begin, end);
    for (const statement of packed) {
      for (const each of statement.all(begin, end, begin)) {
        const run = { ...runOf(each, toPlace(partition, 0)), cut };
        yield { run, from: run.place.findIndex((place) => place >= begin) };
      }
    }
  };
}

function runOf({ records, bytes }: Packed, partitionFrom: number): Omit<FormRun, 'cut'> {
  const forms = unpackBytes(bytes);
  const start = startsOfForms(forms, records).subarray(0, records);
  const place = start.map((at) => partitionFrom + offsetOfForm(forms, at));
  return { length: records, place, start, bytes: forms, used: forms.length };
}
