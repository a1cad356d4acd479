import type { questions } from '../../shared/contract/contract.ts';
import type { Reader } from '../store/read/snapshot.ts';
import { type SubjectRef, subjectNumber } from '../store/read/subjects.ts';
import { atCut } from './at-cut.ts';
import { readCursor } from './cursor.ts';
import { unknownUser } from './get-user.ts';
import type { Answer, Asked } from './question-types.ts';
import { type Finality, resolvePosition } from './resolve-position.ts';
import { laterEntries, subjectHistory } from './subject-history.ts';

type Question = typeof questions.users.history;

/** What happened to a user up to a cut, newest first; `unknown_user` where no record below the cut names it. */
export function userHistory(
  reader: Reader,
  input: Asked<Question>,
  live?: Finality,
): Answer<Question> {
  const { limit, before } = input;
  const cursor = before === undefined ? null : readCursor(before, 'number', 'number');
  return reader.withSnapshot((snapshot) => {
    const moment = resolvePosition(snapshot, cursor?.token ?? input.at, live);
    const number = subjectNumber(snapshot, 'user', input.userId);
    if (number === undefined) throw unknownUser(input.userId);
    const subject: SubjectRef = { kind: 'user', number };
    const isBrief = input.brief === 'true';
    const page = { limit, cursor, isBrief, withQuarantined: input.quarantined === 'true' };
    const history = subjectHistory(snapshot, subject, { moment, page });
    if (history.total === 0) throw unknownUser(input.userId);
    return {
      ...history,
      later: laterEntries(snapshot, subject, { moment, limit: input.later, isBrief }),
      ...atCut(snapshot, moment, { kind: 'user', id: input.userId }),
    };
  });
}
