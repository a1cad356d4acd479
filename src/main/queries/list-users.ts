import type { questions } from '../../shared/contract/contract.ts';
import type { Cut } from '../../shared/log/cut.ts';
import { holderNumbersAtCut } from '../store/read/holders-at-cut.ts';
import type { Reader, Snapshot } from '../store/read/snapshot.ts';
import { subjectNumber } from '../store/read/subjects.ts';
import { userNumberAtCut } from '../store/read/user-at-cut.ts';
import {
  compareListKeys,
  type ListedUser,
  type ListKey,
  usersAtCut,
} from '../store/read/users-at-cut.ts';
import { atCut, tokenOf } from './at-cut.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Answer, Asked } from './question-types.ts';
import { type Finality, resolvePosition } from './resolve-position.ts';
import { userAnswer } from './user-answer.ts';

type Question = typeof questions.users.list;
type Filters = Pick<Asked<Question>, 'search' | 'status' | 'role'>;

/** A page of users at a cut, by username (code point, null last), then by id, with exact totals. */
export function listUsers(
  reader: Reader,
  input: Asked<Question>,
  live?: Finality,
): Answer<Question> {
  const cursor = input.after === undefined ? null : readCursor(input.after, 'text', 'text');
  return reader.withSnapshot((snapshot) => {
    const moment = resolvePosition(snapshot, cursor?.token ?? input.at, live);
    const { cut } = moment;
    const found = filtered(snapshot, cut, input);
    const key = cursor ? { username: cursor.key[0], userId: cursor.key[1] } : null;
    const from = key ? firstAfter(found, key as ListKey) : 0;
    const page = found.slice(from, from + input.limit);
    const last = page.at(-1);
    const hasMore = last !== undefined && from + page.length < found.length;
    return {
      users: page
        .map(({ number }) => userNumberAtCut(snapshot, cut, number))
        .filter((state) => state !== null)
        .map(userAnswer),
      total: found.length,
      byStatus: countStatuses(found),
      after: hasMore
        ? writeCursor({ token: tokenOf(snapshot, cut), key: [last.username, last.userId] })
        : null,
      ...atCut(snapshot, moment, 'everything'),
    };
  });
}

function filtered(snapshot: Snapshot, cut: Cut, { search, status, role }: Filters): ListedUser[] {
  let users = usersAtCut(snapshot, cut);
  if (status !== undefined) {
    const wanted = status.split(',');
    users = users.filter((user) => wanted.includes(user.status));
  }
  if (role !== undefined) {
    const number = subjectNumber(snapshot, 'role', role);
    const holders = number === undefined ? null : holderNumbersAtCut(snapshot, cut, number);
    users = users.filter((user) => holders?.has(user.number));
  }
  const needle = search?.trim().toLowerCase();
  return needle ? users.filter((user) => mentions(user, needle)) : users;
}

function mentions(user: ListedUser, needle: string): boolean {
  const texts = [user.username, user.email, user.displayName, user.userId];
  return texts.some((text) => text?.toLowerCase().includes(needle));
}

function firstAfter(users: readonly ListedUser[], key: ListKey): number {
  let low = 0;
  let high = users.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareListKeys(users[middle] as ListedUser, key) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countStatuses(users: readonly ListedUser[]) {
  const counts = { active: 0, deleted: 0, unknown: 0 };
  for (const { status } of users) counts[status]++;
  return counts;
}
