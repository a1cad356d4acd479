import type { questions } from '../../shared/contract/contract.ts';
import { rolesAtCut } from '../store/read/roles-at-cut.ts';
import type { Reader } from '../store/read/snapshot.ts';
import { atCut } from './at-cut.ts';
import type { Answer, Asked } from './question-types.ts';
import { type Finality, resolvePosition } from './resolve-position.ts';
import { roleAnswer } from './role-answer.ts';

type Question = typeof questions.roles.list;

/** Every role seen or held at a cut, by name (code point, null last), then by id. */
export function listRoles(
  reader: Reader,
  input: Asked<Question>,
  live?: Finality,
): Answer<Question> {
  return reader.withSnapshot((snapshot) => {
    const moment = resolvePosition(snapshot, input.at, live);
    const roles = rolesAtCut(snapshot, moment.cut);
    return {
      roles: roles.map(({ state, holders }) => roleAnswer(state, holders)),
      total: roles.length,
      ...atCut(snapshot, moment, 'everything'),
    };
  });
}
