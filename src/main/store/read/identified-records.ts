import type { Snapshot } from './snapshot.ts';
import { type StoredRecord, storedColumns } from './stored-record.ts';

const withIdentity = `SELECT ${storedColumns} FROM record r
  WHERE r.identity = ? AND r.class = 0 ORDER BY r.place`;

/** The events whose identity has this hash, by place: a hint, since identities may share a hash. */
export function identifiedRecords(snapshot: Snapshot, identity: number): StoredRecord[] {
  return snapshot.all<StoredRecord>(withIdentity, identity);
}
