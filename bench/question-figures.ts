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
import { openQuestions } from '../src/main/rpc/question-router.ts';
import { portServer } from '../src/main/rpc/serve-port.ts';
import { offsetOfPlace, partitionOfPlace } from '../src/main/store/place.ts';
import { allColumns } from '../src/main/store/read/event-columns.ts';
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
  readonly place: number;
  readonly user: number;
};

/** What the two questions of scrubbing took on a finished read model, ms. */
export type AtRest = { readonly user: readonly number[]; readonly users: readonly number[] };

/** The figures of questions on a finished read model. */
export async function benchQuestions(reader: Reader): Promise<AtRest> {
  const asks = randomAsks(reader, 2_000);
  const user = await benchUser(reader, asks);
  const users = await benchUsers(reader, asks);
  await benchDensity(reader, asks);
  await benchRpc(reader, asks);
  return { user, users };
}

/** Times the two questions that scrubbing asks, on a model that is still being filled, against those at rest. */
export async function benchWhileCatchingUp(
  reader: Reader,
  isDone: () => boolean,
  atRest: AtRest,
): Promise<void> {
  const users: number[] = [];
  const pages: number[] = [];
  const asks = randomAsks(reader, 200);
  for (let run = 0; !isDone(); run++) {
    const ask = pick(asks, run);
    users.push(...(await timedRuns(1, () => getUser(reader, ask))).slice(-1));
    pages.push(...(await timedRuns(1, () => listUsers(reader, pageOf(ask)))).slice(-1));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  say(`asked ${users.length} times while catching up`);
  const user = { name: 'asof.user', samples: atRest.user };
  printFigure({ name: 'asof.user.catching_up', unit: 'ms', ours: users, against: user });
  const page = { name: 'asof.users', samples: atRest.users };
  printFigure({ name: 'asof.users.catching_up', unit: 'ms', ours: pages, against: page });
}

async function benchUser(reader: Reader, asks: readonly Ask[]): Promise<readonly number[]> {
  const ours = await timedRuns(asks.length, (run) => getUser(reader, pick(asks, run)));
  const folded = await timedRuns(500, (run) => foldFromScratch(reader, pick(asks, run)));
  const against = { name: "fold of the user's records", samples: folded };
  printFigure({ name: 'asof.user', unit: 'ms', ours, against });
  return ours;
}

async function benchUsers(reader: Reader, asks: readonly Ask[]): Promise<readonly number[]> {
  const ours = await timedRuns(200, (run) => listUsers(reader, pageOf(pick(asks, run))));
  const scanned = await timedRuns(20, () =>
    reader.withSnapshot((snapshot) =>
      snapshot.all('SELECT status, count(*), max(username) FROM user_revision GROUP BY status'),
    ),
  );
  const against = { name: 'one scan of all revisions', samples: scanned };
  printFigure({ name: 'asof.users', unit: 'ms', ours, against });
  return ours;
}

async function benchDensity(reader: Reader, asks: readonly Ask[]): Promise<void> {
  const ours = await timedRuns(50, (run) =>
    density(reader, { at: pick(asks, run).at, buckets: 500 }),
  );
  const scanned = await timedRuns(3, () =>
    reader.withSnapshot((snapshot) => snapshot.all('SELECT sum(length(columns)) FROM segment')),
  );
  const against = { name: 'one scan of all packed columns', samples: scanned };
  printFigure({ name: 'density', unit: 'ms', ours, against });
}

async function benchRpc(reader: Reader, asks: readonly Ask[]): Promise<void> {
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
  printFigure({ name: 'rpc.user', unit: 'ms', ours, against });
}

function pageOf(ask: Ask) {
  return { at: ask.at, limit: 100 };
}

function pick(asks: readonly Ask[], run: number): Ask {
  return asks[run % asks.length] as Ask;
}

/** Users as often as they have events, each at an event of theirs. */
function randomAsks(reader: Reader, count: number): readonly Ask[] {
  const random = new SeededRandom(7);
  return reader.withSnapshot((snapshot) => {
    const partitions = allColumns(snapshot).filter(({ length }) => length > 0);
    const asks: Ask[] = [];
    while (asks.length < count) {
      const columns = random.pick(partitions);
      const row = Math.floor(random.next() * columns.length);
      const [user, place] = [columns.user[row] as number, columns.placeAt(row)];
      if (user === 0) continue;
      const at = `p${partitionOfPlace(place)}:${offsetOfPlace(place)}`;
      asks.push({ userId: subjectId(snapshot, user), at, place, user });
    }
    return asks;
  });
}

function foldFromScratch(reader: Reader, { at, user }: Ask): UserState | null {
  return reader.withSnapshot((snapshot) => {
    const { cut } = resolvePosition(snapshot, at);
    const subject = { kind: 'user', number: user } as const;
    const page = { cut, limit: Number.MAX_SAFE_INTEGER, beside: null };
    let state: UserState | null = null;
    for (const row of subjectRecordsBelow(snapshot, subject, page).reverse()) {
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
