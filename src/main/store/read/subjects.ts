import { homeSql } from '../home-sql.ts';
import { subjectKind } from '../record-codes.ts';
import type { Memory, Snapshot } from './snapshot.ts';

/** A subject of events, by its number in the dictionary. */
export type SubjectRef = { readonly kind: 'user' | 'role'; readonly number: number };

const numberSql = 'SELECT number FROM subject WHERE kind = ? AND id = ?';
const idSql = 'SELECT id FROM subject WHERE number = ?';
const partitionsSql = {
  user: 'SELECT partition FROM user_head WHERE user = ? ORDER BY partition',
  role: 'SELECT DISTINCT place >> 40 AS p FROM role_revision WHERE role = ? ORDER BY p',
};

const mostKnownIds = 100_000;
// A number keeps its id for good.
const knownIds: Memory<Map<number, string>> = {
  refresh: (_snapshot, before) => (before && before.size < mostKnownIds ? before : new Map()),
};

// Nor does an id change its number, once it has one.
const knownNumbers: Memory<Record<SubjectRef['kind'], Map<string, number>>> = {
  refresh: (_snapshot, before) =>
    before && before.user.size + before.role.size < mostKnownIds
      ? before
      : { user: new Map(), role: new Map() },
};

// A subject's partition never changes.
const knownHomes: Memory<Map<number, number>> = {
  refresh: (_snapshot, before) => (before && before.size < mostKnownIds ? before : new Map()),
};

const splitSubjects: Memory<ReadonlySet<number>> = {
  refresh: (snapshot) =>
    new Set(
      snapshot
        .all<{ subject: number }>('SELECT subject FROM split_subject')
        .map((row) => row.subject),
    ),
};

/** The subject's number, or undefined where no record names it. Ids are stored without lone surrogates. */
export function subjectNumber(
  snapshot: Snapshot,
  kind: 'user' | 'role',
  id: string,
): number | undefined {
  const known = snapshot.kept(knownNumbers)[kind];
  const number =
    known.get(id) ?? snapshot.value<number>(numberSql, subjectKind[kind], id.toWellFormed());
  if (number !== undefined) known.set(id, number);
  return number;
}

/** The id of a subject or actor by its number. */
export function subjectId(snapshot: Snapshot, number: number): string {
  const known = snapshot.kept(knownIds);
  const id = known.get(number) ?? snapshot.value<string>(idSql, number) ?? '';
  known.set(number, id);
  return id;
}

/** The partition in which the records of a subject stand, of a split one the first; undefined where none does. */
export function homePartition(
  snapshot: Snapshot,
  { kind, number }: SubjectRef,
): number | undefined {
  const known = snapshot.kept(knownHomes);
  const home = known.get(number) ?? snapshot.value<number>(homeSql[kind], number);
  // Of a split one the first may still come.
  if (home !== undefined && !splitNumbers(snapshot).has(number)) known.set(number, home);
  return home;
}

/** Numbers of the subjects whose records stand in more than one partition. */
export function splitNumbers(snapshot: Snapshot): ReadonlySet<number> {
  return snapshot.kept(splitSubjects);
}

/** True where the subject's records stand in more than one partition, so that it has no one order. */
export function isSplit(snapshot: Snapshot, kind: 'user' | 'role', id: string): boolean {
  const number = subjectNumber(snapshot, kind, id);
  return number !== undefined && splitNumbers(snapshot).has(number);
}

/** The partitions in which events of a subject stand, ascending. */
export function subjectPartitions(
  snapshot: Snapshot,
  kind: 'user' | 'role',
  id: string,
): readonly number[] {
  const number = subjectNumber(snapshot, kind, id);
  return number === undefined ? [] : partitionsOfNumber(snapshot, { kind, number });
}

/** Like `subjectPartitions`, by the subject's number. */
export function partitionsOfNumber(snapshot: Snapshot, { kind, number }: SubjectRef): number[] {
  if (splitNumbers(snapshot).has(number)) {
    return snapshot.tuples<[number]>(partitionsSql[kind], number).map(([partition]) => partition);
  }
  const home = homePartition(snapshot, { kind, number });
  return home === undefined ? [] : [home];
}
