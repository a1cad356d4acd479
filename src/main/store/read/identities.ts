import { commandSource } from '../../codec/command-source.ts';
import { hashIdentity } from '../hash-identity.ts';
import { IdentitySieve, identityAt, identityBytes } from '../layout/identity-column.ts';
import { partitionOfPlace, toPlace } from '../place.ts';
import { classCode } from '../record-codes.ts';
import { findRow } from './event-columns.ts';
import { partitionsRead } from './partitions.ts';
import type { Memory, Snapshot } from './snapshot.ts';
import { decodeStored, type StoredRecord, storedRecord } from './stored-record.ts';

const runsSql = ['segment', 'tail']
  .map(
    (table) => `SELECT place, identities FROM ${table}
      WHERE place >= coalesce((SELECT max(place) FROM ${table} WHERE place <= ?), 0)
        AND place < ? AND until > ?`,
  )
  .join(' UNION ALL ');
// Where no offset is left out the identity stands where its offset says; else all of them come.
const runSql = (table: string) =>
  `SELECT place, until, until - place = records AS isDense, CASE WHEN until - place = records
      THEN substr(identities, (? - place) * ${identityBytes} + 1, ${identityBytes})
      ELSE identities END AS identities
    FROM ${table} WHERE place <= ? ORDER BY place DESC LIMIT 1`;
const [segmentSql, tailSql] = [runSql('segment'), runSql('tail')];
const notedSql = 'SELECT identity FROM identity_again LIMIT ?';
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

/**
 * So many noted identities are looked for together, which takes 15 MB. Where there are more, as in a
 * log that was filled twice over, one is looked for when it is asked for.
 */
const mostTogether = 100_000;

/** Where the noted identities stand, as far as each partition was gone through. */
type Kept = {
  sieve: IdentitySieve;
  /** By identity the places of the events that have it. */
  places: Map<number, number[]>;
  /** By partition the first place that was not looked at. */
  readTo: Map<number, number>;
};

const nothing = (): Kept => ({
  sieve: new IdentitySieve([]),
  places: new Map(),
  readTo: new Map(),
});

// Records never change: what was found stays, and is gone on from.
const memory: Memory<Kept> = { refresh: (_snapshot, before) => before ?? nothing() };

/** Looks for the noted identities in one more partition; true once none is left. */
export function readSomeIdentities(snapshot: Snapshot): boolean {
  const kept = snapshot.kept(memory);
  if (!snapshot.kept(anyAgain)) return true;
  if (kept.places.size === 0) begin(snapshot, kept, []);
  if (kept.places.size === 0) return true;
  const left = [...partitionsRead(snapshot).keys()].find((one) => !kept.readTo.has(one));
  if (left !== undefined) goOn(snapshot, kept, left);
  return left === undefined;
}

/** The places of the events with a noted identity. */
function placesOf(snapshot: Snapshot, identity: number): readonly number[] {
  const kept = snapshot.kept(memory);
  // One that was noted since may stand in what was gone through: all are looked for anew.
  if (!kept.places.has(identity)) begin(snapshot, kept, [identity]);
  for (const partition of partitionsRead(snapshot).keys()) goOn(snapshot, kept, partition);
  return kept.places.get(identity) ?? [];
}

function begin(snapshot: Snapshot, kept: Kept, asked: readonly number[]): void {
  const noted = snapshot.tuples<[number]>(notedSql, mostTogether + 1).map(([identity]) => identity);
  const wanted = noted.length > mostTogether ? asked : noted;
  kept.sieve = new IdentitySieve(wanted);
  kept.places = new Map(wanted.map((identity) => [identity, []]));
  kept.readTo = new Map();
}

function goOn(snapshot: Snapshot, { sieve, places, readTo }: Kept, partition: number): void {
  const { start = 0, recordNext = 0 } = partitionsRead(snapshot).get(partition) ?? {};
  const end = toPlace(partition, recordNext);
  const from = readTo.get(partition) ?? toPlace(partition, start);
  readTo.set(partition, end);
  if (from >= end) return;
  const range = [from, end, from];
  const runs = snapshot.tuples<[number, Buffer]>(runsSql, ...range, ...range);
  for (const [place, identities] of runs) {
    const found = sieve.rowsIn(identities);
    const first = found.length === 0 ? undefined : findRow(snapshot, place);
    if (!first) continue;
    const { columns } = first;
    for (const { row, identity } of found) {
      const at = first.row + row;
      // A segment may begin with records that were looked at while they stood in the tail.
      const its = columns.placeAt(at);
      if (its >= from && columns.classAt(at) === classCode.event) places.get(identity)?.push(its);
    }
  }
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
  const identity = identityOf(snapshot, row.place);
  if (snapshot.value(againSql, identity) === undefined) return false;
  const here = partitionOfPlace(row.place);
  const elsewhere = placesOf(snapshot, identity).filter((one) => partitionOfPlace(one) !== here);
  const envelope = elsewhere.length === 0 ? undefined : decodeStored(row)?.envelope;
  if (!envelope) return false;
  return elsewhere.some((place) => {
    const other = storedRecord(snapshot, place);
    return other !== undefined && hasIdentity(other, envelope.source, envelope.id);
  });
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
