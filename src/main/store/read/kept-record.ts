import type { Snapshot } from './snapshot.ts';
import { type StoredRecord, storedColumns } from './stored-record.ts';

/** A record with why it stands in quarantine, if it does. */
export type KeptRecord = StoredRecord & {
  readonly user: number | null;
  readonly role: number | null;
  readonly reason: string | null;
  readonly text: string | null;
  readonly decoder: string | null;
  /** Bytes of the whole value where the record holds only its beginning. */
  readonly value_length: number | null;
};

const recordSql = `SELECT ${storedColumns}, r.user, r.role, q.reason, q.text, q.decoder, q.value_length
  FROM record r LEFT JOIN quarantine q ON q.place = r.place WHERE r.place = ?`;
const passedSql =
  'SELECT place, until, class FROM passed WHERE place <= ? ORDER BY place DESC LIMIT 1';

/** The record at a place, or undefined where there is none. */
export function keptRecord(snapshot: Snapshot, place: number): KeptRecord | undefined {
  return snapshot.first(recordSql, place);
}

/** The class code of an offset without a record, or undefined where none was noted for it. */
export function passedClassAt(snapshot: Snapshot, place: number): number | undefined {
  const row = snapshot.first<{ until: number; class: number }>(passedSql, place);
  return row && place < row.until ? row.class : undefined;
}
