import type { questions } from '../../shared/contract/contract.ts';
import { FaultError } from '../../shared/contract/fault.ts';
import { isPrivileged } from '../../shared/domain/privilege.ts';
import type { Cut } from '../../shared/log/cut.ts';
import { type Holding, holdingsAtCut } from '../store/read/holders-at-cut.ts';
import { roleNumberAtCut } from '../store/read/role-at-cut.ts';
import type { Reader, Snapshot } from '../store/read/snapshot.ts';
import { subjectNumber } from '../store/read/subjects.ts';
import { userNumberAtCut } from '../store/read/user-at-cut.ts';
import { atCut } from './at-cut.ts';
import type { Answer, Asked } from './question-types.ts';
import { type Finality, resolvePosition } from './resolve-position.ts';
import { sinceAnswer, userAnswer } from './user-answer.ts';

type Question = typeof questions.users.get;

/** One user at a cut, with the roles held; `unknown_user` where no record below the cut names it. */
export function getUser(reader: Reader, input: Asked<Question>, live?: Finality): Answer<Question> {
  return reader.withSnapshot((snapshot) => {
    const moment = resolvePosition(snapshot, input.at, live);
    const number = subjectNumber(snapshot, 'user', input.userId);
    const state = number === undefined ? null : userNumberAtCut(snapshot, moment.cut, number);
    if (number === undefined || !state) throw unknownUser(input.userId);
    const held = holdingsAtCut(snapshot, moment.cut, number);
    return {
      user: userAnswer(state),
      heldRoles: held.map((holding) => heldRole(snapshot, moment.cut, holding)),
      ...atCut(snapshot, moment, { kind: 'user', id: state.userId }),
    };
  });
}

/** The fault for a user that no record below the cut names. */
export function unknownUser(userId: string): FaultError {
  return new FaultError({
    code: 'unknown_user',
    text: 'No record up to this position names this user. Look at a later position, or check the id.',
    data: { userId },
  });
}

function heldRole(snapshot: Snapshot, cut: Cut, { role, roleId, since }: Holding) {
  const found = roleNumberAtCut(snapshot, cut, role);
  const exists = found?.status === 'deleted' ? null : found;
  const permissions = [...(exists?.permissions ?? [])];
  return {
    roleId,
    name: exists?.name ?? null,
    permissions,
    privileged: isPrivileged(permissions),
    dangling: !exists,
    since: sinceAnswer(since),
  };
}
