import type { Snapshot } from './snapshot.ts';
import { type StoredRecord, storedRecord } from './stored-record.ts';

/** A record with why it stands in quarantine, if it does. */
export type KeptRecord = StoredRecord & {
  readonly reason: string | null;
  readonly text: string | null;
  readonly decoder: string | null;
  /** Bytes of the whole value where the record holds only its beginning. */
  readonly value_length: number | null;
};

type Note = Pick<KeptRecord, 'reason' | 'text' | 'decoder' | 'value_length'>;

const noteSql = 'SELECT reason, text, decoder, value_length FROM quarantine WHERE place = ?';
const passedSql =
  'SELECT place, until, class FROM passed WHERE place <= ? ORDER BY place DESC LIMIT 1';
const noNote: Note = { reason: null, text: null, decoder: null, value_length: null };

/** The record at a place, or undefined where there is none. */
export function keptRecord(snapshot: Snapshot, place: number): KeptRecord | undefined {
  const row = storedRecord(snapshot, place);
  return row && { ...row, ...(snapshot.first<Note>(noteSql, place) ?? noNote) };
}

/** The class code of an offset without a record, or undefined where none was noted for it. */
export function passedClassAt(snapshot: Snapshot, place: number): number | undefined {
  const row = snapshot.first<{ until: number; class: number }>(passedSql, place);
  return row && place < row.until ? row.class : undefined;
}
