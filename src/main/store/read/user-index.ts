import { compareCodePoints } from '../../../shared/kit/compare-code-points.ts';

/** Where a user stands in a list: by username (code point, null last), then by id. */
export type ListKey = { readonly username: string | null; readonly userId: string };

/** One revision as the index holds it; `until` is Infinity while it is open. */
export type RevisionRow = {
  readonly user: number;
  readonly username: string | null;
  readonly place: number;
  readonly until: number;
  readonly status: number;
};

/**
 * Every user revision in the order of lists, in columns. A list at a cut can be read neither from
 * an index by name (a cut is a vector) nor by place (it is wanted by name), so it is one pass over
 * these columns: about 5 ns a revision, 34 bytes and a shared text each.
 */
export type UserIndex = {
  readonly user: Int32Array;
  readonly place: Float64Array;
  readonly until: Float64Array;
  readonly partition: Uint16Array;
  readonly status: Uint8Array;
  readonly username: readonly (string | null)[];
  /** Ids by the user's number. */
  readonly ids: Map<number, string>;
  /** The rows still open by the user's number; of a split user any one. */
  readonly open: Map<number, number>;
};

/** Negative where `a` comes first in a list. */
export function compareListKeys(a: ListKey, b: ListKey): number {
  if (a.username === b.username) return compareCodePoints(a.userId, b.userId);
  if (a.username === null) return 1;
  if (b.username === null) return -1;
  return compareCodePoints(a.username, b.username);
}

/** An index without rows, of users with these ids by number. */
export function emptyUserIndex(ids: Map<number, string>): UserIndex {
  return withRoom(0, ids);
}

/** The list key of a row. */
export function keyOfRow(index: UserIndex, row: number): ListKey {
  return {
    username: index.username[row] ?? null,
    userId: index.ids.get(index.user[row] as number) ?? '',
  };
}

/**
 * The index with more revisions, of users whose ids it knows; a new one of a user ends the one that
 * was open in its partition. The index before is used up.
 */
export function addRevisions(before: UserIndex, added: readonly RevisionRow[]): UserIndex {
  closeRows(before, added);
  const sorted = added
    .map((row) => ({ ...row, userId: before.ids.get(row.user) ?? '' }))
    .sort(compareListKeys);
  const after = withRoom(before.user.length + sorted.length, before.ids);
  const names = after.username as (string | null)[];
  let from = 0;
  for (const [at, row] of sorted.entries()) {
    const to = firstRowAfter(before, row, from);
    copyRows(before, after, { from, to, shift: at });
    names.push(row.username);
    setRow(after, to + at, row);
    from = to;
  }
  copyRows(before, after, { from, to: before.user.length, shift: sorted.length });
  noteOpenRows(after);
  return after;
}

const partitionWidth = 2 ** 40;

function closeRows(index: UserIndex, added: readonly RevisionRow[]): void {
  for (const { user, place } of [...added].sort((a, b) => a.place - b.place)) {
    const row = index.open.get(user);
    if (row === undefined || index.until[row] !== Number.POSITIVE_INFINITY) continue;
    const isSamePartition = index.partition[row] === Math.floor(place / partitionWidth);
    if (isSamePartition && (index.place[row] as number) < place) index.until[row] = place;
  }
}

function firstRowAfter(index: UserIndex, key: ListKey, from: number): number {
  let low = from;
  let high = index.user.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareListKeys(keyOfRow(index, middle), key) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function withRoom(length: number, ids: Map<number, string>): UserIndex {
  return {
    user: new Int32Array(length),
    place: new Float64Array(length),
    until: new Float64Array(length),
    partition: new Uint16Array(length),
    status: new Uint8Array(length),
    username: [],
    ids,
    open: new Map(),
  };
}

function setRow(index: UserIndex, at: number, row: RevisionRow): void {
  index.user[at] = row.user;
  index.place[at] = row.place;
  index.until[at] = row.until;
  index.partition[at] = Math.floor(row.place / partitionWidth);
  index.status[at] = row.status;
}

type Copy = { readonly from: number; readonly to: number; readonly shift: number };

function copyRows(source: UserIndex, target: UserIndex, { from, to, shift }: Copy): void {
  if (from === to) return;
  target.user.set(source.user.subarray(from, to), from + shift);
  target.place.set(source.place.subarray(from, to), from + shift);
  target.until.set(source.until.subarray(from, to), from + shift);
  target.partition.set(source.partition.subarray(from, to), from + shift);
  target.status.set(source.status.subarray(from, to), from + shift);
  const names = target.username as (string | null)[];
  for (let row = from; row < to; row++) names.push(source.username[row] ?? null);
}

function noteOpenRows({ user, until, open }: UserIndex): void {
  for (let row = 0; row < user.length; row++) {
    if (until[row] === Number.POSITIVE_INFINITY) open.set(user[row] as number, row);
  }
}
