import { toPlace } from '../place.ts';
import { subjectKind } from '../record-codes.ts';
import { type PartitionFacts, partitionsRead } from './partitions.ts';
import type { Memory, Snapshot } from './snapshot.ts';
import { subjectId } from './subjects.ts';
import { addRevisions, emptyUserIndex, type RevisionRow, type UserIndex } from './user-index.ts';

type Kept = { readonly index: UserIndex; readonly readTo: ReadonlyMap<number, PartitionFacts> };
type Row = readonly [number, number, number | null, number, string | null];

const memory: Memory<Kept> = { refresh };

/** Up to so many new records are looked through one by one; past it a pass over all revisions is cheaper. */
const fewRecords = 2000;

const columns = 'u.user, u.place, u.until, u.status, u.username';
const newOfAllSql = `SELECT ${columns} FROM user_revision u INDEXED BY user_revision_by_name
  JOIN json_each(?) read ON read.key = u.place >> 40 AND u.place >= read.value`;
const allSql = `SELECT ${columns} FROM user_revision u INDEXED BY user_revision_by_name
  ORDER BY u.username`;
const idsSql = 'SELECT number, id FROM subject WHERE kind = ?';
const newOfFewSql = `SELECT ${columns}
  FROM (SELECT DISTINCT user FROM record WHERE place >= ? AND place < ? AND user IS NOT NULL) r
  JOIN user_revision u ON u.user = r.user AND u.place >= ? AND u.place < ?`;

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
  const moved = [...now.values()].flatMap(({ partition, start, recordNext }) => {
    const from = before.readTo.get(partition)?.recordNext ?? start;
    return from === recordNext ? [] : [{ partition, from, to: recordNext }];
  });
  const records = moved.reduce((sum, { from, to }) => sum + to - from, 0);
  if (records <= fewRecords) {
    return moved.flatMap(({ partition, from, to }) => {
      const range = [toPlace(partition, from), toPlace(partition, to)] as const;
      return snapshot.tuples<Row>(newOfFewSql, ...range, ...range);
    });
  }
  const froms: (number | null)[] = [];
  for (const { partition, from } of moved) froms[partition] = toPlace(partition, from);
  return snapshot.tuples<Row>(
    newOfAllSql,
    JSON.stringify(Array.from(froms, (from) => from ?? null)),
  );
}

function toRevision([user, place, until, status, username]: Row): RevisionRow {
  return { user, place, until: until ?? Number.POSITIVE_INFINITY, status, username };
}
