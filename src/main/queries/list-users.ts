import type { questions } from '../../shared/contract/contract.ts';
import type { Cut } from '../../shared/log/cut.ts';
import { holderNumbersAtCut } from '../store/read/holders-at-cut.ts';
import type { Reader, Snapshot } from '../store/read/snapshot.ts';
import { subjectNumber } from '../store/read/subjects.ts';
import { userNumberAtCut } from '../store/read/user-at-cut.ts';
import type { ListKey } from '../store/read/user-index.ts';
import { type UserFilter, usersAtCut } from '../store/read/users-at-cut.ts';
import { atCut, tokenOf } from './at-cut.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';
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
    const found = usersAtCut(snapshot, cut, filterOf(snapshot, cut, input));
    const from = cursor ? found.countUpTo(keyOf(cursor)) : 0;
    const length = Math.min(input.limit, found.length - from);
    const page = Array.from({ length }, (_, at) => found.at(from + at));
    const last = from + length < found.length ? page.at(-1)?.key() : undefined;
    return {
      users: page
        .map(({ number }) => userNumberAtCut(snapshot, cut, number))
        .filter((state) => state !== null)
        .map(userAnswer),
      total: found.length,
      byStatus: found.byStatus,
      after: last
        ? writeCursor({ token: tokenOf(snapshot, cut), key: [last.username, last.userId] })
        : null,
      ...atCut(snapshot, moment, 'everything'),
    };
  });
}

function filterOf(snapshot: Snapshot, cut: Cut, { search, status, role }: Filters): UserFilter {
  const needle = search?.trim().toLowerCase() ?? '';
  const number = role === undefined ? undefined : subjectNumber(snapshot, 'role', role);
  const holders =
    number === undefined ? new Set<number>() : holderNumbersAtCut(snapshot, cut, number);
  return {
    statuses: status?.split(',') ?? null,
    holders: role === undefined ? null : holders,
    search: needle === '' ? null : needle,
  };
}

function keyOf({ key: [username, userId] }: Cursor): ListKey {
  return { username: username === null ? null : String(username), userId: String(userId) };
}
