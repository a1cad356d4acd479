import type { Cut } from '../../../shared/log/cut.ts';
import { partitionOfPlace, toPlace } from '../place.ts';
import { type PartitionFacts, partitionsRead } from './partitions.ts';
import { RevisionChain } from './revision-chain.ts';
import { lastRevision, revisionsAtOnce } from './revisions.ts';
import type { Memory, Snapshot } from './snapshot.ts';
import { userIds } from './user-ids.ts';
import { addSpans, indexOf, type UserIndex } from './user-index.ts';
import { type NamedRevision, SpanJoiner, spansOf } from './user-spans.ts';

/**
 * What is kept of user revisions. First only the last of each user is read, which is enough for
 * lists at head; the history comes after, a stretch of revisions at a time. What is written later
 * stands behind all that was read, and is read once somebody asks beyond what is known.
 */
type Kept = {
  /** Null until somebody asks for a list. */
  index: UserIndex | null;
  /** The number of the last revision that was read, and how far the partitions had been read then. */
  last: number;
  known: ReadonlyMap<number, PartitionFacts>;
  /** The history on its way; null once it is here. */
  loading: Loading | null;
  readonly chain: RevisionChain;
};

/** The revisions numbered up to `read`, to go on to those there were at first. */
type Loading = { readonly until: number; read: number; readonly joiner: SpanJoiner };

type RevisionRow = NamedRevision & { readonly revision: number };
type Row = readonly [revision: number, ...Head];
type Head = readonly [user: number, place: number, status: number, username: string | null];

const memory: Memory<Kept> = { refresh: (snapshot, before) => before ?? nothingYet(snapshot) };

// In the order in which they lie in the file: from page to page, not to and fro. Then by name, as
// lists nearly are: SQLite is several times as quick at that.
const headsSql = `WITH last AS MATERIALIZED (SELECT revision FROM user_head ORDER BY revision)
  SELECT r.user, r.place, r.status, r.username
  FROM last CROSS JOIN user_revision r ON r.revision = last.revision ORDER BY r.username`;
const someRevisionsSql = `SELECT revision, user, place, status, username FROM user_revision
  WHERE revision > ? AND revision <= ? ORDER BY revision`;
const headSql = `SELECT r.revision, r.place FROM user_head h
  JOIN user_revision r ON r.revision = h.revision WHERE h.user = ? AND h.partition = ?`;
// A pass over the table, newest first, while there is nothing better.
const someSql = `SELECT revision FROM user_revision WHERE user = ? AND place BETWEEN ? AND ?
  ORDER BY revision DESC`;

/** The index of user revisions for lists at a cut; what is missing for it is read first. */
export function userIndexAt(snapshot: Snapshot, cut: Cut): UserIndex {
  const isHead = [...partitionsRead(snapshot).values()].every(
    ({ partition, recordNext }) => (cut[partition] ?? 0) >= recordNext,
  );
  return indexOfNow(snapshot, isHead ? upToDate(snapshot) : whole(snapshot));
}

/** The number of the revision of a user in force below a place of its partition (exclusive); 0 for none. */
export function revisionBelow(snapshot: Snapshot, user: number, bound: number): number {
  const kept = snapshot.kept(memory);
  if (isKnownBelow(kept, bound)) return kept.chain.lastBelow(user, bound);
  const partition = partitionOfPlace(bound);
  const [head] = snapshot.tuples<[number, number]>(headSql, user, partition);
  if (!head) return 0;
  const [revision, place] = head;
  if (place < bound) return revision;
  if (!kept.loading) return upToDate(snapshot).chain.lastBelow(user, bound);
  const from = toPlace(partition, 0);
  return snapshot.value<number>(`${someSql} LIMIT 1`, user, from, bound - 1) ?? 0;
}

/** The numbers of the revisions of a user from a place to another of its partition (both inclusive), newest first. */
export function revisionsBetween(
  snapshot: Snapshot,
  user: number,
  [from, to]: readonly [from: number, to: number],
): number[] {
  const kept = snapshot.kept(memory);
  if (kept.loading) {
    return snapshot.tuples<[number]>(someSql, user, from, to).map(([revision]) => revision);
  }
  const { chain } = isKnownBelow(kept, to + 1) ? kept : upToDate(snapshot);
  return chain.between(user, from, to);
}

/** Reads more of the users' history; true once nothing is missing. */
export function readSomeUsers(snapshot: Snapshot): boolean {
  const kept = upToDate(snapshot);
  indexOfNow(snapshot, kept);
  if (kept.loading) loadSome(snapshot, kept, kept.loading);
  return kept.loading === null;
}

function whole(snapshot: Snapshot): Kept {
  while (!readSomeUsers(snapshot));
  return snapshot.kept(memory);
}

function nothingYet(snapshot: Snapshot): Kept {
  const last = lastRevision(snapshot);
  return {
    ...{ index: null, last, known: partitionsRead(snapshot) },
    loading: { until: last, read: 0, joiner: new SpanJoiner() },
    chain: new RevisionChain(),
  };
}

/** True where all revisions below a place (exclusive) are in the chain. */
function isKnownBelow({ known, loading }: Kept, bound: number): boolean {
  const partition = partitionOfPlace(bound);
  return !loading && bound <= toPlace(partition, known.get(partition)?.recordNext ?? 0);
}

/** Reads on to the moment of the question. */
function upToDate(snapshot: Snapshot): Kept {
  const kept = snapshot.kept(memory);
  const known = partitionsRead(snapshot);
  if (kept.known === known) return kept;
  const last = lastRevision(snapshot);
  if (kept.last < last) take(snapshot, kept, revisionRows(snapshot, kept.last, last));
  kept.last = last;
  kept.known = known;
  return kept;
}

/** The index; at first of the last revision of each user alone. */
function indexOfNow(snapshot: Snapshot, kept: Kept): UserIndex {
  if (kept.index) return kept.index;
  const heads = snapshot.tuples<Head>(headsSql).map(toRevision);
  kept.index = indexOf(spansOf(heads), userIds(snapshot));
  return kept.index;
}

/** Takes rows in that came after all that is kept. */
function take(snapshot: Snapshot, kept: Kept, rows: readonly RevisionRow[]): void {
  if (kept.index) kept.index = addSpans(kept.index, spansOf(rows), userIds(snapshot));
  if (!kept.loading) for (const row of rows) keep(kept, row);
}

function keep({ chain }: Kept, { revision, user, place }: RevisionRow): void {
  chain.add(revision, user, place);
}

function loadSome(snapshot: Snapshot, kept: Kept, loading: Loading): void {
  const { until, read, joiner } = loading;
  const end = Math.min(until, read + revisionsAtOnce);
  for (const row of revisionRows(snapshot, read, end)) {
    joiner.add(row);
    keep(kept, row);
  }
  loading.read = end;
  if (end < until) return;
  kept.index = indexOf(joiner.spans, userIds(snapshot), kept.index);
  kept.loading = null;
  take(snapshot, kept, revisionRows(snapshot, until, kept.last));
}

/** The revisions numbered from one (exclusive) to another (inclusive), as they were written. */
function revisionRows(snapshot: Snapshot, after: number, until: number): RevisionRow[] {
  const rows = snapshot.tuples<Row>(someRevisionsSql, after, until);
  return rows.map(([revision, user, place, status, username]) => ({
    ...{ revision, user, place, status, username },
  }));
}

function toRevision([user, place, status, username]: Head): NamedRevision {
  return { user, place, status, username };
}
