import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { SeededRandom } from '../src/main/log/sample/seeded-random.ts';
import { density } from '../src/main/queries/density.ts';
import { getUser } from '../src/main/queries/get-user.ts';
import { listUsers } from '../src/main/queries/list-users.ts';
import type { LiveState } from '../src/main/queries/live-state.ts';
import { resolvePosition } from '../src/main/queries/resolve-position.ts';
import { roleHolders } from '../src/main/queries/role-holders.ts';
import { searchEvents } from '../src/main/queries/search-events.ts';
import { userHistory } from '../src/main/queries/user-history.ts';
import { openQuestions } from '../src/main/rpc/question-router.ts';
import { portServer } from '../src/main/rpc/serve-port.ts';
import { offsetOfPlace, partitionOfPlace } from '../src/main/store/place.ts';
import { allColumns } from '../src/main/store/read/event-columns.ts';
import { readAhead } from '../src/main/store/read/read-ahead.ts';
import type { Reader } from '../src/main/store/read/snapshot.ts';
import { decodeStored } from '../src/main/store/read/stored-record.ts';
import { subjectRecordsBelow } from '../src/main/store/read/subject-records.ts';
import { subjectId } from '../src/main/store/read/subjects.ts';
import type { questions } from '../src/shared/contract/contract.ts';
import { isRoleEvent } from '../src/shared/domain/events.ts';
import { evolveUser } from '../src/shared/domain/evolve-user.ts';
import type { UserState } from '../src/shared/domain/user-state.ts';
import { printFigure, say, timedRuns } from './figure.ts';

/** A user, and a moment at which somebody asks for them. */
type Ask = {
  readonly userId: string;
  readonly at: string;
  readonly time: string;
  readonly user: number;
};

/** A question somebody may ask at any of these moments: how often it is timed, and what is promised, ms. */
type Question = {
  readonly name: string;
  readonly runs: number;
  readonly atMost: number;
  readonly ask: (reader: Reader, ask: Ask, run: number) => unknown;
};

// As the window asks.
const page = { order: 'desc', brief: 'true', limit: 50 } as const;
const types = ['UserDeletedEvent', 'UserUpdatedEvent', 'UserLoggedInEvent'];
const roleOf = (run: number) => `r${(run % 8).toString().padStart(7, '0')}`;

const asked: readonly Question[] = [
  {
    ...{ name: 'time.cut', runs: 1000, atMost: 0.2 },
    ask: (reader, { time }) => reader.withSnapshot((snapshot) => resolvePosition(snapshot, time)),
  },
  { name: 'asof.user', runs: 2000, atMost: 0.3, ask: (reader, ask) => getUser(reader, ask) },
  {
    ...{ name: 'asof.users', runs: 200, atMost: 12 },
    ask: (reader, { at }) => listUsers(reader, { at, limit: 100 }),
  },
  {
    ...{ name: 'asof.holders', runs: 200, atMost: 3 },
    ask: (reader, { at }, run) => roleHolders(reader, { at, roleId: roleOf(run), limit: 100 }),
  },
  {
    ...{ name: 'history', runs: 500, atMost: 3 },
    ask: (reader, { at, userId }) =>
      userHistory(reader, {
        ...{ at, userId, limit: 50, later: 0 },
        ...{ quarantined: 'false', brief: 'true' },
      }),
  },
  {
    ...{ name: 'filter.type', runs: 60, atMost: 45 },
    ask: (reader, { at }, run) => searchEvents(reader, { at, type: types[run % 3], ...page }),
  },
  {
    ...{ name: 'filter.role', runs: 60, atMost: 45 },
    ask: (reader, { at }, run) => searchEvents(reader, { at, roleId: roleOf(run), ...page }),
  },
  {
    ...{ name: 'histogram', runs: 60, atMost: 30 },
    ask: (reader, { at }) => density(reader, { at, buckets: 500 }),
  },
  {
    ...{ name: 'histogram.role', runs: 60, atMost: 30 },
    ask: (reader, { at }, run) => density(reader, { at, buckets: 500, roleId: roleOf(run) }),
  },
  {
    ...{ name: 'search.name', runs: 30, atMost: 45 },
    ask: (reader, { at }, run) =>
      listUsers(reader, { at, limit: 100, search: `n-${(7919 * run) % 100_000}` }),
  },
];

/** What each question took on a finished read model, ms, by its name. */
export type AtRest = ReadonlyMap<string, readonly number[]>;

/** The figures of questions on a finished read model. Goals hold at five million events. */
export async function benchQuestions(reader: Reader, events: number): Promise<AtRest> {
  await readAhead(reader).whole;
  const before = randomAsks(reader, 2_000, 8);
  const asks = randomAsks(reader, 2_000, 7);
  const atRest = new Map<string, readonly number[]>();
  for (const { name, runs, atMost, ask } of asked) {
    // The thread that answers lives for days: what is timed was compiled by other questions of the kind.
    for (let run = 0; run < runs; run++) ask(reader, pick(before, run), run);
    const ours = await timedRuns(runs, (run) => ask(reader, pick(asks, run), run));
    atRest.set(name, ours);
    const goal = events >= 5e6 ? { atMost } : undefined;
    const against = name === 'asof.user' ? await foldedAsks(reader, asks) : undefined;
    printFigure({ name, events, unit: 'ms', ours, goal, ...(against && { against }) });
  }
  await benchRpc(reader, asks, events);
  return atRest;
}

/** Times questions on a model that is still being filled; promised at the 99th percentile is five times what is promised at rest. */
export async function benchWhileCatchingUp(
  reader: Reader,
  isDone: () => boolean,
  { atRest, events }: { readonly atRest: AtRest; readonly events: number },
): Promise<void> {
  const taken = new Map<string, number[]>();
  const some = asked.filter(({ name }) => ['asof.user', 'asof.users', 'histogram'].includes(name));
  // As the app does: of a model with hardly anything in it all is there at once, and gone on with.
  await readAhead(reader).whole;
  const asks = randomAsks(reader, 200, 7);
  for (let run = 0; !isDone(); run++) {
    for (const { name, ask } of some) {
      const [ms = 0] = (await timedRuns(1, () => ask(reader, pick(asks, run), run))).slice(-1);
      taken.set(name, [...(taken.get(name) ?? []), ms]);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  say(`asked ${taken.get('asof.user')?.length ?? 0} times while catching up`);
  for (const [name, ours] of taken) {
    const against = { name, samples: atRest.get(name) ?? [] };
    const atMost = 5 * (some.find((question) => question.name === name)?.atMost ?? 0);
    const goal = events >= 5e6 ? { atMost } : undefined;
    printFigure({ name: `${name}.catching_up`, events, unit: 'ms', ours, against, goal });
  }
}

async function foldedAsks(reader: Reader, asks: readonly Ask[]) {
  const samples = await timedRuns(300, (run) => foldFromScratch(reader, pick(asks, run)));
  return { name: "fold of the user's records", samples };
}

async function benchRpc(reader: Reader, asks: readonly Ask[], events: number): Promise<void> {
  const channel = new MessageChannel();
  const { router } = openQuestions({ reader, live: () => idle });
  portServer(router, () => {})(channel.port1, {});
  const client: ContractRouterClient<typeof questions> = createORPCClient(
    new RPCLink({ port: channel.port2 }),
  );
  channel.port2.start();
  const direct = await timedRuns(500, (run) => getUser(reader, pick(asks, run)));
  const ours = await timedRuns(500, (run) => client.users.get(pick(asks, run)));
  channel.port2.close();
  const against = { name: 'the same question, asked directly', samples: direct };
  printFigure({ name: 'rpc.user', events, unit: 'ms', ours, against });
}

function pick(asks: readonly Ask[], run: number): Ask {
  return asks[run % asks.length] as Ask;
}

/** Users as often as they have events, each at an event of theirs. */
function randomAsks(reader: Reader, count: number, seed: number): readonly Ask[] {
  const random = new SeededRandom(seed);
  return reader.withSnapshot((snapshot) => {
    const partitions = allColumns(snapshot).filter(({ length }) => length > 0);
    const asks: Ask[] = [];
    while (asks.length < count) {
      const columns = random.pick(partitions);
      const row = Math.floor(random.next() * columns.length);
      const [user, place] = [columns.user[row] as number, columns.placeAt(row)];
      if (user === 0) continue;
      const at = `p${partitionOfPlace(place)}:${offsetOfPlace(place)}`;
      const time = new Date(columns.tau[row] as number).toISOString();
      asks.push({ userId: subjectId(snapshot, user), at, time, user });
    }
    return asks;
  });
}

function foldFromScratch(reader: Reader, { at, user }: Ask): UserState | null {
  return reader.withSnapshot((snapshot) => {
    const { cut } = resolvePosition(snapshot, at);
    const subject = { kind: 'user', number: user } as const;
    const whole = { cut, limit: Number.MAX_SAFE_INTEGER, beside: null };
    let state: UserState | null = null;
    for (const row of subjectRecordsBelow(snapshot, subject, whole).reverse()) {
      const event = decodeStored(row)?.event;
      if (event && !isRoleEvent(event)) state = evolveUser(state, event, row.time).state;
    }
    return state;
  });
}

const idle: LiveState = {
  log: { kind: 'file', address: 'file:bench', title: 'bench' },
  caughtUp: true,
  percent: 100,
  rate: 0,
  secondsLeft: null,
  heldBack: 0,
  partitions: {},
  paused: null,
  finalThrough: Number.MAX_SAFE_INTEGER,
};
