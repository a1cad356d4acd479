import type { questions } from '../../shared/contract/contract.ts';
import { holdersAtCut } from '../store/read/holders-at-cut.ts';
import { roleNumberAtCut } from '../store/read/role-at-cut.ts';
import type { Reader } from '../store/read/snapshot.ts';
import { subjectNumber } from '../store/read/subjects.ts';
import { atCut } from './at-cut.ts';
import { unknownRole } from './get-role.ts';
import type { Answer, Asked } from './question-types.ts';
import { type Finality, resolvePosition } from './resolve-position.ts';
import { sinceAnswer } from './user-answer.ts';

type Question = typeof questions.roles.holders;

/** Who holds a role at a cut, since when, by whom; `unknown_role` where it was neither seen nor is held. */
export function roleHolders(
  reader: Reader,
  input: Asked<Question>,
  live?: Finality,
): Answer<Question> {
  return reader.withSnapshot((snapshot) => {
    const moment = resolvePosition(snapshot, input.at, live);
    const number = subjectNumber(snapshot, 'role', input.roleId);
    if (number === undefined) throw unknownRole(input.roleId);
    const state = roleNumberAtCut(snapshot, moment.cut, number);
    const holders = holdersAtCut(snapshot, moment.cut, number);
    if (!state && holders.length === 0) throw unknownRole(input.roleId);
    const exists = state !== null && state.status !== 'deleted';
    return {
      holders: holders.map(({ userId, username, since }) => ({
        ...{ userId, username },
        since: sinceAnswer(since),
      })),
      dangling: !exists && holders.length > 0,
      ...atCut(snapshot, moment, 'everything'),
    };
  });
}
