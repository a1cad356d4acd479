import type { questions } from '../../shared/contract/contract.ts';
import { FaultError } from '../../shared/contract/fault.ts';
import { unseenRole } from '../../shared/domain/role-state.ts';
import { holderNumbersAtCut } from '../store/read/holders-at-cut.ts';
import { roleNumberAtCut } from '../store/read/role-at-cut.ts';
import type { Reader } from '../store/read/snapshot.ts';
import { subjectNumber } from '../store/read/subjects.ts';
import { atCut } from './at-cut.ts';
import type { Answer, Asked } from './question-types.ts';
import { type Finality, resolvePosition } from './resolve-position.ts';
import { roleAnswer } from './role-answer.ts';

type Question = typeof questions.roles.get;

/** One role at a cut; `unknown_role` where it was neither seen nor is held. */
export function getRole(reader: Reader, input: Asked<Question>, live?: Finality): Answer<Question> {
  return reader.withSnapshot((snapshot) => {
    const moment = resolvePosition(snapshot, input.at, live);
    const number = subjectNumber(snapshot, 'role', input.roleId);
    if (number === undefined) throw unknownRole(input.roleId);
    const state = roleNumberAtCut(snapshot, moment.cut, number);
    const holders = holderNumbersAtCut(snapshot, moment.cut, number).size;
    if (!state && holders === 0) throw unknownRole(input.roleId);
    return {
      role: roleAnswer(state ?? unseenRole(input.roleId), holders),
      ...atCut(snapshot, moment, 'everything'),
    };
  });
}

/** The fault for a role that was neither seen nor is held at a cut. */
export function unknownRole(roleId: string): FaultError {
  return new FaultError({
    code: 'unknown_role',
    text: 'No record up to this position names this role. Look at a later position, or check the id.',
    data: { roleId },
  });
}
