import type { questions } from '../../shared/contract/contract.ts';
import type { Cut } from '../../shared/log/cut.ts';
import { holderNumbersAtCut } from '../store/read/holders-at-cut.ts';
import type { Reader, Snapshot } from '../store/read/snapshot.ts';
import { subjectNumber } from '../store/read/subjects.ts';
import { userNumberAtCut } from '../store/read/user-at-cut.ts';
import { UserSet } from '../store/read/user-set.ts';
import { type ListedUser, type UserFilter, usersAtCut } from '../store/read/users-at-cut.ts';
import { atCut } from './at-cut.ts';
import { readCursor } from './cursor.ts';
import { pageOfList } from './page-of-list.ts';
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
    const list = { ...found, keyOf: (user: ListedUser) => user.key() };
    const { items, after } = pageOfList(snapshot, list, { cut, cursor, limit: input.limit });
    return {
      users: items
        .map(({ number }) => userNumberAtCut(snapshot, cut, number))
        .filter((state) => state !== null)
        .map(userAnswer),
      total: found.length,
      byStatus: found.byStatus,
      after,
      ...atCut(snapshot, moment, 'everything'),
    };
  });
}

function filterOf(snapshot: Snapshot, cut: Cut, { search, status, role }: Filters): UserFilter {
  const needle = search?.trim().toLowerCase() ?? '';
  const number = role === undefined ? undefined : subjectNumber(snapshot, 'role', role);
  const holders = number === undefined ? new UserSet() : holderNumbersAtCut(snapshot, cut, number);
  return {
    statuses: status?.split(',') ?? null,
    holders: role === undefined ? null : holders,
    search: needle === '' ? null : needle,
  };
}
