import { compareCodePoints } from '../../../shared/kit/compare-code-points.ts';
import { partitionOfPlace } from '../place.ts';
import type { NamedSpan } from './user-spans.ts';

/** Where a user stands in a list: by username (code point, null last), then by id. */
export type ListKey = { readonly username: string | null; readonly userId: string };

/**
 * What lists are ordered and filtered by, as spans in the order of lists, in columns. A list at a
 * cut can be read neither from an index by name (a cut is a vector) nor by place (it is wanted by
 * name), so it is one pass over these columns: about 5 ns a span, 23 bytes and a shared text each.
 */
export type UserIndex = {
  readonly user: Int32Array;
  readonly place: Float64Array;
  readonly until: Float64Array;
  readonly partition: Uint16Array;
  readonly status: Uint8Array;
  readonly username: readonly (string | null)[];
  /** Ids by the user's number. */
  readonly ids: ReadonlyMap<number, string>;
  /** One more than the row still open, by the user's number, 0 for none; of a split user any one. */
  readonly open: Int32Array;
};

/** Negative where `a` comes first in a list. */
export function compareListKeys(a: ListKey, b: ListKey): number {
  if (a.username === b.username) return compareCodePoints(a.userId, b.userId);
  if (a.username === null) return 1;
  if (b.username === null) return -1;
  return compareCodePoints(a.username, b.username);
}

/** The index of some spans, of users with these ids by number; made sooner with one of nearly the same. */
export function indexOf(
  spans: readonly NamedSpan[],
  ids: ReadonlyMap<number, string>,
  like: UserIndex | null = null,
): UserIndex {
  const rowOf = ({ user }: NamedSpan) => like?.open[user] ?? 0;
  // What stands nearly in order is put in order several times as quickly.
  const nearly = like ? [...spans].sort((a, b) => rowOf(a) - rowOf(b)) : spans;
  const sorted = inListOrder(nearly, ids);
  const index = withRoom(sorted.length, ids);
  for (const [row, span] of sorted.entries()) setRow(index, row, span);
  return { ...index, username: sorted.map(({ username }) => username), open: openRows(index) };
}

/** The list key of a row. */
export function keyOfRow(index: UserIndex, row: number): ListKey {
  return {
    username: index.username[row] ?? null,
    userId: index.ids.get(index.user[row] as number) ?? '',
  };
}

/**
 * The index with what newer spans say, of users with these ids by number; one that says the same of
 * its user as the one before adds nothing. The index before is used up.
 */
export function addSpans(
  before: UserIndex,
  spans: readonly NamedSpan[],
  ids: ReadonlyMap<number, string>,
): UserIndex {
  const added = inListOrder(changesOf(before, spans), ids);
  if (added.length === 0) return before;
  const length = before.user.length + added.length;
  const after = withRoom(length, ids);
  const username: (string | null)[] = [];
  let from = 0;
  for (const [at, span] of added.entries()) {
    const to = firstRowAfter(before, span, from);
    copyRows(before, after, { from, to, shift: at });
    for (let row = from; row < to; row++) username.push(before.username[row] ?? null);
    username.push(span.username);
    setRow(after, to + at, span);
    from = to;
  }
  copyRows(before, after, { from, to: before.user.length, shift: added.length });
  for (let row = from; row < before.user.length; row++) username.push(before.username[row] ?? null);
  return { ...after, username, open: openRows(after) };
}

/** Ends the spans that newer ones replace; the newer ones that say something new. */
function changesOf(index: UserIndex, spans: readonly NamedSpan[]): NamedSpan[] {
  return spans.filter((span) => {
    const row = (index.open[span.user] ?? 0) - 1;
    if (row < 0 || index.until[row] !== Number.POSITIVE_INFINITY) return true;
    const isHome = index.partition[row] === partitionOfPlace(span.place);
    if (!isHome || (index.place[row] as number) >= span.place) return true;
    const known = { username: index.username[row] ?? null, status: index.status[row] as number };
    const isSame = known.username === span.username && known.status === span.status;
    index.until[row] = isSame ? span.until : span.place;
    return !isSame;
  });
}

function inListOrder(spans: readonly NamedSpan[], ids: ReadonlyMap<number, string>): NamedSpan[] {
  const idOf = ({ user }: NamedSpan) => ids.get(user) ?? '';
  return [...spans].sort((a, b) => {
    if (a.username === b.username) return compareCodePoints(idOf(a), idOf(b));
    if (a.username === null) return 1;
    if (b.username === null) return -1;
    return compareCodePoints(a.username, b.username);
  });
}

function firstRowAfter(index: UserIndex, span: NamedSpan, from: number): number {
  const key = { username: span.username, userId: index.ids.get(span.user) ?? '' };
  let low = from;
  let high = index.user.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareListKeys(keyOfRow(index, middle), key) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Room = Omit<UserIndex, 'username' | 'open'>;

function withRoom(length: number, ids: ReadonlyMap<number, string>): Room {
  return {
    user: new Int32Array(length),
    place: new Float64Array(length),
    until: new Float64Array(length),
    partition: new Uint16Array(length),
    status: new Uint8Array(length),
    ids,
  };
}

function setRow(index: Room, at: number, span: NamedSpan): void {
  index.user[at] = span.user;
  index.place[at] = span.place;
  index.until[at] = span.until;
  index.partition[at] = partitionOfPlace(span.place);
  index.status[at] = span.status;
}

type Copy = { readonly from: number; readonly to: number; readonly shift: number };

function copyRows(source: Room, target: Room, { from, to, shift }: Copy): void {
  if (from === to) return;
  target.user.set(source.user.subarray(from, to), from + shift);
  target.place.set(source.place.subarray(from, to), from + shift);
  target.until.set(source.until.subarray(from, to), from + shift);
  target.partition.set(source.partition.subarray(from, to), from + shift);
  target.status.set(source.status.subarray(from, to), from + shift);
}

function openRows({ user, until }: Room): Int32Array {
  let highest = 0;
  for (let row = 0; row < user.length; row++) highest = Math.max(highest, user[row] as number);
  const open = new Int32Array(highest + 1);
  for (let row = 0; row < user.length; row++) {
    if (until[row] === Number.POSITIVE_INFINITY) open[user[row] as number] = row + 1;
  }
  return open;
}
