import type { SubjectStatus } from '../../../shared/domain/user-state.ts';
import { type Cut, sameCut } from '../../../shared/log/cut.ts';
import { toPlace } from '../place.ts';
import { statusNames } from '../record-codes.ts';
import { boundsByPartition } from './cut-bounds.ts';
import { foldSplitUser } from './fold-subject.ts';
import { userIndexAt } from './read-user-index.ts';
import { userTexts } from './read-user-texts.ts';
import type { Memory, Snapshot } from './snapshot.ts';
import { splitNumbers } from './subjects.ts';
import { compareListKeys, keyOfRow, type ListKey, type UserIndex } from './user-index.ts';
import type { UserSet } from './user-set.ts';
import { textOf } from './user-texts.ts';

/** What a user must be to be listed; null: whatever. `search` is part of a name, an e-mail or an id. */
export type UserFilter = {
  readonly statuses: readonly string[] | null;
  readonly holders: UserSet | null;
  readonly search: string | null;
};

/** Leaves nobody out. */
export const everybody: UserFilter = { statuses: null, holders: null, search: null };

/** A user of a list: its number in the dictionary, and where it stands. */
export type ListedUser = {
  readonly number: number;
  readonly status: SubjectStatus;
  key(): ListKey;
};

/** The users of a list in order; `at` gives one of them. */
export type UserList = {
  readonly length: number;
  readonly byStatus: Readonly<Record<SubjectStatus, number>>;
  at(position: number): ListedUser;
  /** How many stand at or before a key. */
  countUpTo(key: ListKey): number;
};

/** Every user with a record below the cut that fits the filter, by username (code point, null last), then by id. */
export function usersAtCut(snapshot: Snapshot, cut: Cut, filter: UserFilter): UserList {
  const index = userIndexAt(snapshot, cut);
  const folded = splitUsers(snapshot, cut, filter);
  const rows = isEverybody(filter)
    ? everybodyAt(snapshot, index, cut)
    : rowsAtCut(snapshot, index, { cut, filter });
  return folded.length === 0
    ? listOfRows(index, rows)
    : mergedList(
        [...rows.rows].map((row) => rowUser(index, row)),
        folded,
      );
}

/** Users of a list of whom nothing is counted: `at` gives one of them. */
export type UserOrder = Pick<UserList, 'length' | 'at' | 'countUpTo'>;

/**
 * Users that are all there at a cut, in the order of lists. How many there are is known, so that
 * nobody is looked for past the page that is wanted.
 */
export function inListOrderAt(snapshot: Snapshot, cut: Cut, users: UserSet): UserOrder {
  if (splitNumbers(snapshot).size > 0) {
    return usersAtCut(snapshot, cut, { ...everybody, holders: users });
  }
  const index = userIndexAt(snapshot, cut);
  const isOne = rowsOfCut(index, cut, users);
  const rows: number[] = [];
  let next = 0;
  const at = (position: number): ListedUser => {
    for (; rows.length <= position && next < index.place.length; next++) {
      if (isOne(next)) rows.push(next);
    }
    const row = rows[position];
    if (row === undefined) throw new Error(`Only ${rows.length} of ${users.size} users are there.`);
    return rowUser(index, row);
  };
  return { length: users.size, at, countUpTo: (key) => countUpTo(users.size, at, key) };
}

/** Tells of a row whether it is that of one of the users at the cut. */
function rowsOfCut({ user, place, until, partition }: UserIndex, cut: Cut, users: UserSet) {
  const bounds = boundsByPartition(cut);
  return (row: number): boolean => {
    if (!users.has(user[row] as number)) return false;
    const bound = bounds[partition[row] as number] as number;
    return (place[row] as number) < bound && (until[row] as number) >= bound;
  };
}

/** Rows in the order of lists, and how many of them have which status, by its number. */
type Rows = { readonly rows: Int32Array; readonly byStatus: Int32Array };

type Everybody = {
  at: { readonly index: UserIndex; readonly cut: Cut; readonly rows: Rows } | null;
};

// A moment is asked about more than once: how many there are, and who.
const lastEverybody: Memory<Everybody> = { refresh: () => ({ at: null }) };

function everybodyAt(snapshot: Snapshot, index: UserIndex, cut: Cut): Rows {
  const last = snapshot.kept(lastEverybody);
  if (last.at?.index === index && sameCut(last.at.cut, cut)) return last.at.rows;
  const rows = rowsAtCut(snapshot, index, { cut, filter: everybody });
  last.at = { index, cut, rows };
  return rows;
}

function isEverybody({ statuses, holders, search }: UserFilter): boolean {
  return statuses === null && holders === null && search === null;
}

// Filled anew by each list: room for all rows each time would keep the garbage collector busy.
let scratch = new Int32Array(0);

type Wanted = { readonly cut: Cut; readonly filter: UserFilter };

function rowsAtCut(snapshot: Snapshot, index: UserIndex, { cut, filter }: Wanted): Rows {
  const { user, place, until, partition, status } = index;
  const bounds = boundsByPartition(cut);
  const fits = rowFilter(snapshot, index, { cut, filter });
  if (scratch.length < place.length) scratch = new Int32Array(2 * place.length);
  const rows = scratch;
  const byStatus = new Int32Array(statusNames.length);
  let count = 0;
  for (let row = 0; row < place.length; row++) {
    if (filter.holders && !filter.holders.has(user[row] as number)) continue;
    const bound = bounds[partition[row] as number] as number;
    if ((place[row] as number) < bound && (until[row] as number) >= bound && (!fits || fits(row))) {
      rows[count++] = row;
      (byStatus[status[row] as number] as number)++;
    }
  }
  return { rows: rows.slice(0, count), byStatus };
}

function rowFilter(snapshot: Snapshot, index: UserIndex, { cut, filter }: Wanted) {
  const { statuses, search } = filter;
  const split = splitNumbers(snapshot);
  if (!statuses && search === null && split.size === 0) return null;
  const { user, status } = index;
  const found = search === null ? null : usersSaying(snapshot, search, cut);
  return (row: number): boolean => {
    const number = user[row] as number;
    return (
      !split.has(number) &&
      (statuses?.includes(statusNames[status[row] as number] ?? 'unknown') ?? true) &&
      (found?.has(number) ?? true)
    );
  };
}

function usersSaying(snapshot: Snapshot, search: string, cut: Cut): Set<number> {
  const boundOf = (partition: number) => toPlace(partition, cut[partition] ?? 0);
  return userTexts(snapshot).search(search, boundOf);
}

function splitUsers(snapshot: Snapshot, cut: Cut, filter: UserFilter): ListedUser[] {
  const { statuses, holders, search } = filter;
  return [...splitNumbers(snapshot)].flatMap((number) => {
    const { state } = foldSplitUser(snapshot, number, { cut, beside: null });
    const fits =
      state &&
      (statuses?.includes(state.status) ?? true) &&
      (holders?.has(number) ?? true) &&
      (search === null || textOf(state).includes(search));
    return fits ? [{ number, status: state.status, key: () => state }] : [];
  });
}

function rowUser(index: UserIndex, row: number): ListedUser {
  return {
    number: index.user[row] as number,
    status: statusNames[index.status[row] as number] ?? 'unknown',
    key: () => keyOfRow(index, row),
  };
}

function listOfRows(index: UserIndex, { rows, byStatus }: Rows): UserList {
  const at = (position: number) => rowUser(index, rows[position] as number);
  const [active = 0, deleted = 0, unknown = 0] = byStatus;
  return {
    length: rows.length,
    byStatus: { active, deleted, unknown },
    at,
    countUpTo: (key) => countUpTo(rows.length, at, key),
  };
}

function mergedList(users: ListedUser[], more: readonly ListedUser[]): UserList {
  const all = [...users, ...more].sort((a, b) => compareListKeys(a.key(), b.key()));
  const byStatus = { active: 0, deleted: 0, unknown: 0 };
  for (const { status } of all) byStatus[status]++;
  const at = (position: number) => all[position] as ListedUser;
  return { length: all.length, byStatus, at, countUpTo: (key) => countUpTo(all.length, at, key) };
}

function countUpTo(length: number, at: (position: number) => ListedUser, key: ListKey): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareListKeys(at(middle).key(), key) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
