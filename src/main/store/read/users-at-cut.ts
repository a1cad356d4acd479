import type { SubjectStatus } from '../../../shared/domain/user-state.ts';
import { type Cut, partitionsOf } from '../../../shared/log/cut.ts';
import { toPlace } from '../place.ts';
import { statusNames } from '../record-codes.ts';
import { foldSplitUser } from './fold-subject.ts';
import { userIndex } from './read-user-index.ts';
import type { Snapshot } from './snapshot.ts';
import { splitNumbers } from './subjects.ts';
import { compareListKeys, keyOfRow, type ListKey, type UserIndex } from './user-index.ts';
import { joinedText, searchText } from './user-search-text.ts';

/** What a user must be to be listed; null: whatever. `search` is part of a name, an e-mail or an id. */
export type UserFilter = {
  readonly statuses: readonly string[] | null;
  readonly holders: ReadonlySet<number> | null;
  readonly search: string | null;
};

/** Leaves nobody out. */
export const everybody: UserFilter = { statuses: null, holders: null, search: null };

/** A user of a list: its number in the dictionary, and where it stands. */
export type ListedUser = {
  readonly number: number;
  readonly status: SubjectStatus;
  key(): ListKey;
  /** Its names, e-mail and id in lower case, as `joinedText` joins them. */
  text(): string;
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
  const index = userIndex(snapshot);
  const folded = splitUsers(snapshot, cut, filter);
  const rows = rowsAtCut(snapshot, index, { cut, filter });
  return folded.length === 0
    ? listOf(rows.length, (at) => rowUser(snapshot, index, rows[at] as number))
    : mergedList(
        [...rows].map((row) => rowUser(snapshot, index, row)),
        folded,
      );
}

type Wanted = { readonly cut: Cut; readonly filter: UserFilter };

function rowsAtCut(snapshot: Snapshot, index: UserIndex, { cut, filter }: Wanted): Int32Array {
  const { place, until, partition } = index;
  const bounds = boundsByPartition(cut);
  const fits = rowFilter(snapshot, index, filter);
  const rows = new Int32Array(place.length);
  let count = 0;
  for (let row = 0; row < place.length; row++) {
    const bound = bounds[partition[row] as number] as number;
    if ((place[row] as number) < bound && (until[row] as number) >= bound && (!fits || fits(row))) {
      rows[count++] = row;
    }
  }
  return rows.subarray(0, count);
}

function boundsByPartition(cut: Cut): Float64Array {
  const bounds = new Float64Array(2 ** 13);
  for (const partition of partitionsOf(cut)) {
    bounds[partition] = toPlace(partition, cut[partition] as number);
  }
  return bounds;
}

function rowFilter(snapshot: Snapshot, index: UserIndex, filter: UserFilter) {
  const { statuses, holders, search } = filter;
  const split = splitNumbers(snapshot);
  if (!statuses && !holders && search === null && split.size === 0) return null;
  const { user, status } = index;
  return (row: number): boolean => {
    const number = user[row] as number;
    return (
      !split.has(number) &&
      (statuses?.includes(statusNames[status[row] as number] ?? 'unknown') ?? true) &&
      (holders?.has(number) ?? true) &&
      (search === null || searchText(snapshot, number, index.place[row] as number).includes(search))
    );
  };
}

function splitUsers(snapshot: Snapshot, cut: Cut, filter: UserFilter): ListedUser[] {
  const { statuses, holders, search } = filter;
  return [...splitNumbers(snapshot)].flatMap((number) => {
    const { state } = foldSplitUser(snapshot, number, { cut, beside: null });
    const fits =
      state &&
      (statuses?.includes(state.status) ?? true) &&
      (holders?.has(number) ?? true) &&
      (search === null || joinedText(state).includes(search));
    const text = () => (state ? joinedText(state) : '');
    return fits ? [{ number, status: state.status, key: () => state, text }] : [];
  });
}

function rowUser(snapshot: Snapshot, index: UserIndex, row: number): ListedUser {
  const number = index.user[row] as number;
  return {
    number,
    status: statusNames[index.status[row] as number] ?? 'unknown',
    key: () => keyOfRow(index, row),
    text: () => searchText(snapshot, number, index.place[row] as number),
  };
}

function mergedList(users: ListedUser[], more: readonly ListedUser[]): UserList {
  const all = [...users, ...more].sort((a, b) => compareListKeys(a.key(), b.key()));
  return listOf(all.length, (at) => all[at] as ListedUser);
}

function listOf(length: number, at: (position: number) => ListedUser): UserList {
  const byStatus = { active: 0, deleted: 0, unknown: 0 };
  for (let position = 0; position < length; position++) byStatus[at(position).status]++;
  return { length, byStatus, at, countUpTo: (key) => countUpTo(length, at, key) };
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
