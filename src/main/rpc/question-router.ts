import { implement } from '@orpc/server';
import { questions } from '../../shared/contract/contract.ts';
import { density } from '../queries/density.ts';
import { getRecord } from '../queries/get-record.ts';
import { getRole } from '../queries/get-role.ts';
import { getUser } from '../queries/get-user.ts';
import { listProblems } from '../queries/list-problems.ts';
import { listRoles } from '../queries/list-roles.ts';
import { listUsers } from '../queries/list-users.ts';
import type { LiveState } from '../queries/live-state.ts';
import { statusAnswer } from '../queries/log-status.ts';
import { resolveCut } from '../queries/resolve-cut.ts';
import { roleHistory } from '../queries/role-history.ts';
import { roleHolders } from '../queries/role-holders.ts';
import { searchEvents } from '../queries/search-events.ts';
import { step } from '../queries/step.ts';
import { summary } from '../queries/summary.ts';
import { userHistory } from '../queries/user-history.ts';
import { userLane } from '../queries/user-lane.ts';
import type { Reader } from '../store/read/snapshot.ts';
import { openChangeFeed } from './change-feed.ts';

/** What questions are answered from. */
export type QuestionGround = {
  readonly reader: Reader;
  /** How reading stands now. */
  live(): LiveState;
};

const changeEveryMs = 100;

/** The table of questions, and `touch`, to be called when something was committed or reading stands otherwise. */
export function openQuestions({ reader, live }: QuestionGround) {
  const { users, roles, log } = implement(questions);
  const feed = openChangeFeed(() => {
    const { cut, exactness } = resolveCut(reader, { at: 'head' }, live());
    return { status: statusAnswer(reader, live()), head: cut, exactness };
  }, changeEveryMs);
  const router = {
    users: {
      list: users.list.handler(({ input }) => listUsers(reader, input, live())),
      get: users.get.handler(({ input }) => getUser(reader, input, live())),
      history: users.history.handler(({ input }) => userHistory(reader, input, live())),
      lane: users.lane.handler(({ input }) => userLane(reader, input)),
    },
    roles: {
      list: roles.list.handler(({ input }) => listRoles(reader, input, live())),
      get: roles.get.handler(({ input }) => getRole(reader, input, live())),
      holders: roles.holders.handler(({ input }) => roleHolders(reader, input, live())),
      history: roles.history.handler(({ input }) => roleHistory(reader, input, live())),
    },
    log: {
      status: log.status.handler(() => statusAnswer(reader, live())),
      cut: log.cut.handler(({ input }) => resolveCut(reader, input, live())),
      step: log.step.handler(({ input }) => step(reader, input, live())),
      summary: log.summary.handler(({ input }) => summary(reader, input, live())),
      events: log.events.handler(({ input }) => searchEvents(reader, input, live())),
      density: log.density.handler(({ input }) => density(reader, input, live())),
      record: log.record.handler(({ input }) => getRecord(reader, input)),
      problems: log.problems.handler(({ input }) => listProblems(reader, input, live())),
      changes: log.changes.handler(({ signal }) => feed.listen(signal)),
    },
  };
  return { router, touch: feed.touch };
}
