import type { Cut } from '../../../shared/log/cut.ts';
import { subjectKind } from '../record-codes.ts';
import { partitionsRead } from './partitions.ts';
import { type RevisionRow, revisionRows } from './revision-rows.ts';
import type { Memory, Snapshot } from './snapshot.ts';
import { subjectId } from './subjects.ts';
import { addSpans, indexOf, type UserIndex } from './user-index.ts';
import { type NamedRevision, SpanJoiner, spansOf } from './user-spans.ts';
import { UserTexts } from './user-texts.ts';

/**
 * What is kept of user revisions. First only the last of each user is read, which is enough for
 * lists at head; the history comes after, a stretch of revisions at a time. What is written later
 * stands behind all that was read.
 */
type Kept = {
  index: UserIndex;
  /** The number of the last revision the index knows of. */
  last: number;
  /** The history on its way; null once the index holds it. */
  loading: Loading | null;
  readonly texts: UserTexts;
};

/** The revisions numbered up to `read`, to go on to those there were at first. */
type Loading = { readonly until: number; read: number; readonly joiner: SpanJoiner };

type Head = readonly [user: number, place: number, status: number, username: string | null];

const memory: Memory<Kept> = { refresh };

/** How many revisions are read at once. */
const revisionsAtOnce = 4_000;

// In the order in which they lie in the file: from page to page, not to and fro.
const headsSql = `WITH last AS MATERIALIZED (SELECT revision FROM user_head ORDER BY revision)
  SELECT r.user, r.place, r.status, r.username
  FROM last CROSS JOIN user_revision r ON r.revision = last.revision`;
const lastSql = 'SELECT coalesce(max(revision), 0) FROM user_revision';
const idsSql = 'SELECT number, id FROM subject WHERE kind = ?';

/** The index of user revisions for lists at a cut; what is missing for it is read first. */
export function userIndexAt(snapshot: Snapshot, cut: Cut): UserIndex {
  const { index } = snapshot.kept(memory);
  const isHead = [...partitionsRead(snapshot).values()].every(
    ({ partition, recordNext }) => (cut[partition] ?? 0) >= recordNext,
  );
  return isHead ? index : whole(snapshot).index;
}

/** What users are searched in, over all time. */
export function userTexts(snapshot: Snapshot): UserTexts {
  return whole(snapshot).texts;
}

/** Reads more of the users' history; true once nothing is missing. */
export function readSomeUsers(snapshot: Snapshot): boolean {
  const kept = snapshot.kept(memory);
  if (kept.loading) loadSome(snapshot, kept, kept.loading);
  return kept.loading === null;
}

function whole(snapshot: Snapshot): Kept {
  while (!readSomeUsers(snapshot));
  return snapshot.kept(memory);
}

function refresh(snapshot: Snapshot, before: Kept | undefined): Kept {
  const last = snapshot.value<number>(lastSql) ?? 0;
  if (!before) {
    const ids = new Map(snapshot.tuples<[number, string]>(idsSql, subjectKind.user));
    const heads = snapshot.tuples<Head>(headsSql).map(toRevision);
    const loading = { until: last, read: 0, joiner: new SpanJoiner() };
    const texts = new UserTexts((user) => ids.get(user) ?? '');
    return { index: indexOf(spansOf(heads), ids), last, loading, texts };
  }
  if (before.last < last) take(snapshot, before, revisionRows(snapshot, before.last, last));
  before.last = last;
  return before;
}

/** Takes rows in that came after all that is kept. */
function take(snapshot: Snapshot, kept: Kept, rows: readonly RevisionRow[]): void {
  const { ids } = kept.index;
  for (const { user } of rows) if (!ids.has(user)) ids.set(user, subjectId(snapshot, user));
  kept.index = addSpans(kept.index, spansOf(rows));
  if (!kept.loading) for (const row of rows) kept.texts.add(row);
}

function loadSome(snapshot: Snapshot, kept: Kept, loading: Loading): void {
  const { until, read, joiner } = loading;
  const end = Math.min(until, read + revisionsAtOnce);
  for (const row of revisionRows(snapshot, read, end)) {
    joiner.add(row);
    kept.texts.add(row);
  }
  loading.read = end;
  if (end < until) return;
  kept.index = indexOf(joiner.spans, kept.index.ids);
  kept.loading = null;
  take(snapshot, kept, revisionRows(snapshot, until, kept.last));
}

function toRevision([user, place, status, username]: Head): NamedRevision {
  return { user, place, status, username };
}
