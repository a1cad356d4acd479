import { setImmediate as nextTurn } from 'node:timers/promises';
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
import { scanEvents } from '../queries/scan-events.ts';
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
  /** What questions over everything wait for; nothing where absent. */
  readonly whole?: Promise<void>;
};

type Call<Input> = { readonly input: Input; readonly signal?: AbortSignal | undefined };

const changeEveryMs = 100;

/** The table of questions, and `touch`, to be called when something was committed or reading stands otherwise. */
export function openQuestions({ reader, live, whole = Promise.resolve() }: QuestionGround) {
  const { users, roles, log } = implement(questions);
  const feed = openChangeFeed(() => {
    const { cut, exactness } = resolveCut(reader, { at: 'head' }, live());
    return { status: statusAnswer(reader, live()), head: cut, exactness };
  }, changeEveryMs);
  const { answer, answerWhole, after } = openAnswering(whole);
  const router = {
    users: {
      list: users.list.handler(
        after(
          1,
          answer((input) => listUsers(reader, input, live())),
        ),
      ),
      get: users.get.handler(answer((input) => getUser(reader, input, live()))),
      history: users.history.handler(answerWhole((input) => userHistory(reader, input, live()))),
      lane: users.lane.handler(answerWhole((input) => userLane(reader, input))),
    },
    roles: {
      list: roles.list.handler(
        after(
          2,
          answer((input) => listRoles(reader, input, live())),
        ),
      ),
      get: roles.get.handler(answer((input) => getRole(reader, input, live()))),
      holders: roles.holders.handler(answerWhole((input) => roleHolders(reader, input, live()))),
      history: roles.history.handler(answerWhole((input) => roleHistory(reader, input, live()))),
    },
    log: {
      status: log.status.handler(() => statusAnswer(reader, live())),
      cut: log.cut.handler(answer((input) => resolveCut(reader, input, live()))),
      step: log.step.handler(answerWhole((input) => step(reader, input, live()))),
      summary: log.summary.handler(
        after(
          2,
          answerWhole((input) => summary(reader, input, live())),
        ),
      ),
      events: log.events.handler(answerWhole((input) => searchEvents(reader, input, live()))),
      density: log.density.handler(answerWhole((input) => density(reader, input, live()))),
      record: log.record.handler(
        after(
          2,
          answerWhole((input) => getRecord(reader, input)),
        ),
      ),
      problems: log.problems.handler(answerWhole((input) => listProblems(reader, input, live()))),
      scan: log.scan.handler(async function* ({ input, signal }) {
        await whole;
        yield* scanEvents(reader, input, { live: live(), signal });
      }),
      changes: log.changes.handler(({ signal }) => feed.listen(signal)),
    },
  };
  return { router, touch: feed.touch };
}

/** The ways to answer; `whole` resolves once everything is in memory. */
function openAnswering(whole: Promise<void>) {
  /** Answers a question, unless it is called off first: what is heard meanwhile has its turn. */
  const answer =
    <Input, Output>(ask: (input: Input) => Output) =>
    async ({ input, signal }: Call<Input>): Promise<Output> => {
      await nextTurn();
      if (!isQuick(input)) await whole;
      signal?.throwIfAborted();
      return ask(input);
    };
  /** The same for a question that goes through everything wherever it is asked. */
  const answerWhole =
    <Input, Output>(ask: (input: Input) => Output) =>
    async (call: Call<Input>): Promise<Output> => {
      await whole;
      return answer(ask)(call);
    };
  /** The same after others that were asked in the same moment: the person first, then the table, then the rest. */
  const after =
    <Input, Output>(turns: number, handler: (call: Call<Input>) => Promise<Output>) =>
    async (call: Call<Input>): Promise<Output> => {
      for (let turn = 0; turn < turns; turn++) await nextTurn();
      return handler(call);
    };
  return { answer, answerWhole, after };
}

/** What is asked at head needs little, unless it looks for words; any other position needs the columns. */
function isQuick(input: unknown): boolean {
  if (typeof input !== 'object' || input === null) return true;
  const { at, search } = input as { readonly at?: unknown; readonly search?: unknown };
  return at === undefined || (at === 'head' && search === undefined);
}
