import type { questions } from '../../shared/contract/contract.ts';
import { isHeldAtCut } from '../store/read/holders-at-cut.ts';
import type { Reader } from '../store/read/snapshot.ts';
import { type SubjectRef, subjectNumber } from '../store/read/subjects.ts';
import { atCut } from './at-cut.ts';
import { readCursor } from './cursor.ts';
import { unknownRole } from './get-role.ts';
import type { Answer, Asked } from './question-types.ts';
import { type Finality, resolvePosition } from './resolve-position.ts';
import { subjectHistory } from './subject-history.ts';

type Question = typeof questions.roles.history;

/** What happened to a role itself up to a cut, newest first; empty for a role that is only held. */
export function roleHistory(
  reader: Reader,
  input: Asked<Question>,
  live?: Finality,
): Answer<Question> {
  const { limit, before } = input;
  const cursor = before === undefined ? null : readCursor(before, 'number', 'number');
  return reader.withSnapshot((snapshot) => {
    const moment = resolvePosition(snapshot, cursor?.token ?? input.at, live);
    const number = subjectNumber(snapshot, 'role', input.roleId);
    if (number === undefined) throw unknownRole(input.roleId);
    const subject: SubjectRef = { kind: 'role', number };
    const page = { limit, cursor, isBrief: false, withQuarantined: false };
    const { entries, total, before: next } = subjectHistory(snapshot, subject, { moment, page });
    const isHeld = total > 0 || isHeldAtCut(snapshot, moment.cut, number);
    if (!isHeld) throw unknownRole(input.roleId);
    const exact = atCut(snapshot, moment, { kind: 'role', id: input.roleId });
    return { entries, total, before: next, ...exact };
  });
}
