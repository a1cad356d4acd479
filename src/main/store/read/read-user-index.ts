import type { Cut } from '../../../shared/log/cut.ts';
import { partitionOfPlace, toPlace } from '../place.ts';
import { subjectKind } from '../record-codes.ts';
import { isTouch } from '../touches.ts';
import { columnsOf } from './event-columns.ts';
import { type PartitionFacts, partitionsRead } from './partitions.ts';
import type { Memory, Snapshot } from './snapshot.ts';
import { subjectId } from './subjects.ts';
import { addRevisions, indexOf, joinSpans, type NamedSpan, type UserIndex } from './user-index.ts';
import { textOf, UserTexts } from './user-texts.ts';

type Facts = ReadonlyMap<number, PartitionFacts>;

/**
 * What is kept of user revisions. First only those still open are read, which is enough for lists
 * at head; the history comes after, a stretch of users at a time.
 */
type Kept = {
  index: UserIndex;
  readTo: Facts;
  /** The history on its way; null once the index holds it. */
  loading: Loading | null;
  readonly texts: UserTexts;
};

/** History of users below `nextUser`, as it was where the partitions stood at `facts`. */
type Loading = { readonly facts: Facts; nextUser: number; readonly spans: NamedSpan[] };

type Row = readonly [
  user: number,
  place: number,
  until: number | null,
  status: number,
  username: string | null,
  email: string | null,
  displayName: string | null,
];

const memory: Memory<Kept> = { refresh };

/** How many user numbers are read at once. */
const usersAtOnce = 1_000;

const columns = 'user, place, until, status, username, email, display_name';
const openSql = `SELECT ${columns} FROM user_revision WHERE until IS NULL`;
const someSql = `SELECT ${columns} FROM user_revision WHERE user >= ? AND user < ? ORDER BY user, place`;
const newSql = `SELECT ${columns} FROM json_each(?) wanted
  CROSS JOIN user_revision ON user = wanted.value AND place >= ? AND place < ? ORDER BY user, place`;
const lastUserSql = 'SELECT coalesce(max(user), 0) FROM user_revision';
const idsSql = 'SELECT number, id FROM subject WHERE kind = ?';

/** The index of user revisions for lists at a cut; what is missing for it is read first. */
export function userIndexAt(snapshot: Snapshot, cut: Cut): UserIndex {
  const kept = snapshot.kept(memory);
  const isHead = [...kept.readTo.values()].every(
    ({ partition, recordNext }) => (cut[partition] ?? 0) >= recordNext,
  );
  return isHead ? kept.index : whole(snapshot).index;
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
  const readTo = partitionsRead(snapshot);
  if (!before) {
    const ids = new Map(snapshot.tuples<[number, string]>(idsSql, subjectKind.user));
    const open = snapshot.tuples<Row>(openSql).map(toSpan);
    const loading = { facts: readTo, nextUser: 0, spans: [] };
    return { index: indexOf(open, ids), readTo, loading, texts: new UserTexts() };
  }
  take(snapshot, before, newRows(snapshot, before.readTo, readTo));
  before.readTo = readTo;
  return before;
}

/** Takes rows in that came after all that is kept. */
function take(snapshot: Snapshot, kept: Kept, rows: readonly Row[]): void {
  const { ids } = kept.index;
  for (const [user] of rows) if (!ids.has(user)) ids.set(user, subjectId(snapshot, user));
  kept.index = addRevisions(kept.index, rows.map(toSpan));
  if (!kept.loading) addTexts(kept, rows);
}

function loadSome(snapshot: Snapshot, kept: Kept, loading: Loading): void {
  const { facts, nextUser } = loading;
  const boundOf = (place: number) => {
    const partition = partitionOfPlace(place);
    return toPlace(partition, facts.get(partition)?.recordNext ?? 0);
  };
  const rows: Row[] = [];
  const asThen: NamedSpan[] = [];
  for (const row of snapshot.tuples<Row>(someSql, nextUser, nextUser + usersAtOnce)) {
    const [user, place, end, status, username] = row;
    const bound = boundOf(place);
    if (place >= bound) continue;
    rows.push(row);
    // An end that came later is taken in with what came later.
    const until = end !== null && end < bound ? end : Number.POSITIVE_INFINITY;
    asThen.push({ user, place, until, status, username });
  }
  loading.spans.push(...joinSpans(asThen));
  addTexts(kept, rows);
  loading.nextUser += usersAtOnce;
  if (loading.nextUser <= (snapshot.value<number>(lastUserSql) ?? 0)) return;
  kept.index = indexOf(loading.spans, kept.index.ids);
  kept.loading = null;
  take(snapshot, kept, newRows(snapshot, facts, kept.readTo));
}

function addTexts({ index, texts }: Kept, rows: readonly Row[]): void {
  texts.add(
    rows.map(([user, place, , , username, email, displayName]) => {
      const userId = index.ids.get(user) ?? '';
      return { user, place, text: textOf({ userId, username, email, displayName }) };
    }),
  );
}

/** Revisions that came between two moments, ascending in each user. */
function newRows(snapshot: Snapshot, before: Facts, now: Facts): Row[] {
  return [...now.values()].flatMap(({ partition, start, recordNext }) => {
    const from = before.get(partition)?.recordNext ?? start;
    if (from === recordNext) return [];
    const range = [toPlace(partition, from), toPlace(partition, recordNext)] as const;
    const users = [...usersRevised(snapshot, partition, range)];
    return users.length === 0 ? [] : snapshot.tuples<Row>(newSql, JSON.stringify(users), ...range);
  });
}

/** The users of whom records in [from, to) of a partition may have made revisions. */
function usersRevised(
  snapshot: Snapshot,
  partition: number,
  [from, to]: readonly [number, number],
): Set<number> {
  const events = columnsOf(snapshot, partition);
  const end = events.rowFrom(to);
  const users = new Set<number>();
  for (let row = events.rowFrom(from); row < end; row++) {
    const [code, anomalies] = [events.classAt(row), events.anomalies[row] as number];
    if (!isTouch(code, events.typeAt(row), anomalies)) users.add(events.user[row] as number);
  }
  users.delete(0);
  return users;
}

function toSpan([user, place, until, status, username]: Row): NamedSpan {
  return { user, place, until: until ?? Number.POSITIVE_INFINITY, status, username };
}
