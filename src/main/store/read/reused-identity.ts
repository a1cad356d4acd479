import type { EnvelopedEvent } from '../../../shared/domain/envelope.ts';
import { partitionOfPlace } from '../place.ts';
import type { Snapshot } from './snapshot.ts';
import { decodeStored, type StoredRecord, storedColumns } from './stored-record.ts';

const placesSql = 'SELECT place FROM record WHERE identity = ? LIMIT 100';
const recordSql = `SELECT ${storedColumns} FROM record r WHERE r.place = ?`;

/** True where an event of another partition has the same (source, id). */
export function isIdentityReused(
  snapshot: Snapshot,
  row: StoredRecord,
  { envelope }: EnvelopedEvent,
): boolean {
  if (row.identity === null) return false;
  const here = partitionOfPlace(row.place);
  return snapshot.tuples<[number]>(placesSql, row.identity).some(([place]) => {
    if (partitionOfPlace(place) === here) return false;
    const other = snapshot.first<StoredRecord>(recordSql, place);
    const found = other && decodeStored(other)?.envelope;
    return found?.id === envelope.id && found.source === envelope.source;
  });
}
