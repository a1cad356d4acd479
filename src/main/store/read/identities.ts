import { commandSource } from '../../codec/command-source.ts';
import { hashIdentity } from '../hash-identity.ts';
import { identityAt, identityBytes, rowsWithIdentity } from '../layout/identity-column.ts';
import { partitionOfPlace } from '../place.ts';
import { classCode } from '../record-codes.ts';
import { findRow } from './event-columns.ts';
import type { Memory, Snapshot } from './snapshot.ts';
import { decodeStored, type StoredRecord, storedRecord, storedRow } from './stored-record.ts';

const runsSql = `SELECT place, identities FROM segment UNION ALL
  SELECT place, identities FROM tail ORDER BY place`;
// Where no offset is left out the identity stands where its offset says; else all of them come.
const runSql = (table: string) =>
  `SELECT place, until, until - place = records AS isDense, CASE WHEN until - place = records
      THEN substr(identities, (? - place) * ${identityBytes} + 1, ${identityBytes})
      ELSE identities END AS identities
    FROM ${table} WHERE place <= ? ORDER BY place DESC LIMIT 1`;
const [segmentSql, tailSql] = [runSql('segment'), runSql('tail')];
const againSql = 'SELECT 1 FROM identity_again WHERE identity = ?';
const anyAgain: Memory<boolean> = {
  refresh: (snapshot, before) =>
    before || snapshot.value('SELECT 1 FROM identity_again LIMIT 1') !== undefined,
};

const commandSql = 'SELECT place FROM command_event WHERE identity = ? ORDER BY place';

/** The events with an id that a command gave, by place. */
export function commandEventsWithId(snapshot: Snapshot, id: string): StoredRecord[] {
  return snapshot
    .tuples<[number]>(commandSql, hashIdentity(commandSource, id))
    .map(([place]) => storedRecord(snapshot, place))
    .filter((stored) => stored !== undefined)
    .filter((stored) => hasIdentity(stored, commandSource, id));
}

/** The events with an identity (source, id), by place: one pass over the identities of everything stored. */
function eventsWithIdentity(snapshot: Snapshot, source: string, id: string): StoredRecord[] {
  const identity = hashIdentity(source, id);
  const found: StoredRecord[] = [];
  for (const [place, identities] of snapshot.tuples<[number, Buffer]>(runsSql)) {
    const rows = rowsWithIdentity(identities, identity);
    const start = rows.length === 0 ? undefined : findRow(snapshot, place);
    if (!start) continue;
    for (const row of rows.map((at) => start.row + at)) {
      if (start.columns.classAt(row) !== classCode.event) continue;
      const stored = storedRow(snapshot, start.columns, row);
      if (hasIdentity(stored, source, id)) found.push(stored);
    }
  }
  return found;
}

/** Equal hashes are a hint: the record itself must carry the identity. */
function hasIdentity(stored: StoredRecord, source: string, id: string): boolean {
  const envelope = decodeStored(stored)?.envelope;
  return envelope?.source === source && envelope.id === id;
}

/** True where an event of another partition has the same (source, id). */
export function isIdentityReused(snapshot: Snapshot, row: StoredRecord): boolean {
  // Whoever came second was noted: nearly nobody is.
  if (!snapshot.kept(anyAgain)) return false;
  if (snapshot.value(againSql, identityOf(snapshot, row.place)) === undefined) return false;
  const envelope = decodeStored(row)?.envelope;
  if (!envelope) return false;
  const here = partitionOfPlace(row.place);
  return eventsWithIdentity(snapshot, envelope.source, envelope.id).some(
    (other) => partitionOfPlace(other.place) !== here,
  );
}

type IdentityRun = { place: number; until: number; isDense: number; identities: Buffer };

/** The identity of the record at a place, without its bytes; 0 where it has none. */
function identityOf(snapshot: Snapshot, place: number): number {
  const segment = snapshot.first<IdentityRun>(segmentSql, place, place);
  const isThere = segment !== undefined && place < segment.until;
  const run = isThere ? segment : snapshot.first<IdentityRun>(tailSql, place, place);
  if (!run || place >= run.until) return 0;
  if (run.isDense) return identityAt(run.identities, 0);
  const found = findRow(snapshot, place);
  return found ? identityAt(run.identities, found.row - found.columns.rowFrom(run.place)) : 0;
}
