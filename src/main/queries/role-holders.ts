import type { questions } from '../../shared/contract/contract.ts';
import { type Holder, holdersAtCut } from '../store/read/holders-at-cut.ts';
import { roleNumberAtCut } from '../store/read/role-at-cut.ts';
import type { Reader } from '../store/read/snapshot.ts';
import { subjectNumber } from '../store/read/subjects.ts';
import { atCut } from './at-cut.ts';
import { readCursor } from './cursor.ts';
import { unknownRole } from './get-role.ts';
import { pageOfList } from './page-of-list.ts';
import type { Answer, Asked } from './question-types.ts';
import { type Finality, resolvePosition } from './resolve-position.ts';
import { sinceAnswer } from './user-answer.ts';

type Question = typeof questions.roles.holders;

/** A page of who holds a role at a cut, since when, by whom; `unknown_role` where it was neither seen nor is held. */
export function roleHolders(
  reader: Reader,
  input: Asked<Question>,
  live?: Finality,
): Answer<Question> {
  const cursor = input.after === undefined ? null : readCursor(input.after, 'text', 'text');
  return reader.withSnapshot((snapshot) => {
    const moment = resolvePosition(snapshot, cursor?.token ?? input.at, live);
    const { cut } = moment;
    const number = subjectNumber(snapshot, 'role', input.roleId);
    if (number === undefined) throw unknownRole(input.roleId);
    const state = roleNumberAtCut(snapshot, cut, number);
    const found = holdersAtCut(snapshot, cut, number);
    if (!state && found.length === 0) throw unknownRole(input.roleId);
    const exists = state !== null && state.status !== 'deleted';
    const { items, after } = pageOfList(
      snapshot,
      { ...found, keyOf: (holder: Holder) => holder },
      { cut, cursor, limit: input.limit },
    );
    return {
      holders: items.map(({ userId, username, since }) => ({
        ...{ userId, username },
        since: sinceAnswer(since),
      })),
      total: found.length,
      after,
      dangling: !exists && found.length > 0,
      ...atCut(snapshot, moment, 'everything'),
    };
  });
}
