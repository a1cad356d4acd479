import type { SubjectStatus } from '../../../shared/domain/user-state.ts';
import { compareCodePoints } from '../../../shared/kit/compare-code-points.ts';
import type { Cut } from '../../../shared/log/cut.ts';
import { statusNames } from '../record-codes.ts';
import { boundsJson } from './cut-bounds.ts';
import { foldSplitUser } from './fold-subject.ts';
import type { Snapshot } from './snapshot.ts';
import { splitNumbers } from './subjects.ts';

/** What a list of users is sorted and searched by. */
export type ListedUser = {
  readonly number: number;
  readonly userId: string;
  readonly username: string | null;
  readonly email: string | null;
  readonly displayName: string | null;
  readonly status: SubjectStatus;
};

/** Where a user stands in a list: by username (code point, null last), then by id. */
export type ListKey = Pick<ListedUser, 'username' | 'userId'>;

const listSql = `SELECT u.user, s.id, u.username, u.email, u.display_name, u.status
  FROM user_revision u
  JOIN json_each(?) cut ON cut.key = u.place >> 40
  JOIN subject s ON s.number = u.user
  WHERE u.place < cut.value AND (u.until IS NULL OR u.until >= cut.value)`;

type Row = readonly [number, string, string | null, string | null, string | null, number];

/** Every user with a record below the cut, in the order of lists. */
export function usersAtCut(snapshot: Snapshot, cut: Cut): ListedUser[] {
  const split = splitNumbers(snapshot);
  const users: ListedUser[] = [];
  for (const row of snapshot.tuples<Row>(listSql, boundsJson(cut))) {
    if (!split.has(row[0])) users.push(listed(row));
  }
  for (const number of split) {
    const { state } = foldSplitUser(snapshot, number, { cut, beside: null });
    if (state) users.push({ number, ...state });
  }
  return users.sort(compareListKeys);
}

/** Negative where `a` comes first in a list. */
export function compareListKeys(a: ListKey, b: ListKey): number {
  if (a.username === b.username) return compareCodePoints(a.userId, b.userId);
  if (a.username === null) return 1;
  if (b.username === null) return -1;
  return compareCodePoints(a.username, b.username);
}

function listed([number, userId, username, email, displayName, status]: Row): ListedUser {
  return { number, userId, username, email, displayName, status: statusNames[status] ?? 'unknown' };
}
