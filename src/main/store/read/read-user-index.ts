import { toPlace } from '../place.ts';
import { subjectKind } from '../record-codes.ts';
import { columnsOf } from './event-columns.ts';
import { type PartitionFacts, partitionsRead } from './partitions.ts';
import type { Memory, Snapshot } from './snapshot.ts';
import { subjectId } from './subjects.ts';
import { addRevisions, emptyUserIndex, type RevisionRow, type UserIndex } from './user-index.ts';

type Kept = { readonly index: UserIndex; readonly readTo: ReadonlyMap<number, PartitionFacts> };
type Row = readonly [number, number, number | null, number, string | null];

const memory: Memory<Kept> = { refresh };

const columns = 'u.user, u.place, u.until, u.status, u.username';
const allSql = `SELECT ${columns} FROM user_revision u ORDER BY u.username`;
const idsSql = 'SELECT number, id FROM subject WHERE kind = ?';
const newSql = `SELECT ${columns} FROM user_revision u
  WHERE u.user = ? AND u.place >= ? AND u.place < ?`;

/** The index of all user revisions; kept, and gone on with from where it was read to. */
export function userIndex(snapshot: Snapshot): UserIndex {
  return snapshot.kept(memory).index;
}

function refresh(snapshot: Snapshot, before: Kept | undefined): Kept {
  const readTo = partitionsRead(snapshot);
  const rows = before ? newRows(snapshot, before, readTo) : snapshot.tuples<Row>(allSql);
  const index = before?.index ?? emptyUserIndex(allIds(snapshot));
  for (const [user] of rows) {
    if (!index.ids.has(user)) index.ids.set(user, subjectId(snapshot, user));
  }
  return { index: rows.length === 0 ? index : addRevisions(index, rows.map(toRevision)), readTo };
}

function allIds(snapshot: Snapshot): Map<number, string> {
  return new Map(snapshot.tuples<[number, string]>(idsSql, subjectKind.user));
}

function newRows(snapshot: Snapshot, before: Kept, now: Kept['readTo']): Row[] {
  return [...now.values()].flatMap(({ partition, start, recordNext }) => {
    const from = before.readTo.get(partition)?.recordNext ?? start;
    if (from === recordNext) return [];
    const range = [toPlace(partition, from), toPlace(partition, recordNext)] as const;
    return [...usersIn(snapshot, partition, range)].flatMap((user) =>
      snapshot.tuples<Row>(newSql, user, ...range),
    );
  });
}

/** The users that records in [from, to) of a partition name. */
function usersIn(snapshot: Snapshot, partition: number, [from, to]: readonly [number, number]) {
  const columns = columnsOf(snapshot, partition);
  const end = columns.rowFrom(to);
  const users = new Set<number>();
  for (let row = columns.rowFrom(from); row < end; row++) users.add(columns.user[row] as number);
  users.delete(0);
  return users;
}

function toRevision([user, place, until, status, username]: Row): RevisionRow {
  return { user, place, until: until ?? Number.POSITIVE_INFINITY, status, username };
}
