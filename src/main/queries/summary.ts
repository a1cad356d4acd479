import type { questions } from '../../shared/contract/contract.ts';
import { totalsOf } from '../store/read/count-records.ts';
import { emptyCut } from '../store/read/find-cut.ts';
import { countRolesAtCut } from '../store/read/roles-at-cut.ts';
import type { Reader } from '../store/read/snapshot.ts';
import { everybody, usersAtCut } from '../store/read/users-at-cut.ts';
import { atCut } from './at-cut.ts';
import type { Answer, Asked } from './question-types.ts';
import { type Finality, resolvePosition } from './resolve-position.ts';

type Question = typeof questions.log.summary;

/** How many users and roles (of every status), events and problems there are at a cut. */
export function summary(reader: Reader, input: Asked<Question>, live?: Finality): Answer<Question> {
  return reader.withSnapshot((snapshot) => {
    const moment = resolvePosition(snapshot, input.at, live);
    const below = { low: emptyCut(snapshot), high: moment.cut };
    return {
      users: usersAtCut(snapshot, moment.cut, everybody).length,
      roles: countRolesAtCut(snapshot, moment.cut),
      ...totalsOf(snapshot, below),
      ...atCut(snapshot, moment, 'everything'),
    };
  });
}
