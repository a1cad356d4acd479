import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { implement } from '@orpc/server';
import { openChangeFeed } from '../../src/main/rpc/change-feed.ts';
import { portServer } from '../../src/main/rpc/serve-port.ts';
import { FaultError } from '../../src/shared/contract/fault.ts';
import { log } from '../../src/shared/contract/log.ts';
import { users } from '../../src/shared/contract/users.ts';

const cut = { token: 'cut1_stub', partitions: { 0: 7 } };
const lane = { dots: [], bars: [] };

/** A reader that knows one user by lane and no other; `noted` holds the errors nobody expected. */
export function questionStub() {
  const noted: unknown[] = [];
  const asked: unknown[] = [];
  let listeners = 0;
  let head = 0;
  const feed = openChangeFeed(() => changeAt(++head), 20);
  const table = implement({ users: { lane: users.lane, get: users.get, list: users.list }, log });
  const router = {
    users: {
      lane: table.users.lane.handler(() => lane),
      list: table.users.list.handler(({ input }) => {
        asked.push(input);
        const byStatus = { active: 0, deleted: 0, unknown: 0 };
        return { users: [], total: 0, byStatus, after: null, cut, exactness: [] };
      }),
      get: table.users.get.handler(({ input: { userId } }) => {
        if (userId === 'bug') throw new TypeError('secret detail of a bug');
        const text = `There is no user ${userId}.`;
        throw new FaultError({ code: 'unknown_user', text, data: { userId } });
      }),
    },
    log: {
      changes: table.log.changes.handler(async function* ({ signal }) {
        listeners++;
        try {
          yield* feed.listen(signal);
        } finally {
          listeners--;
        }
      }),
    },
  };
  const serve = portServer(router, (error) => noted.push(error));
  const connect = (): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    serve(port2, {});
    return port1;
  };
  return { connect, noted, asked, touch: feed.touch, listeners: () => listeners };
}

function changeAt(n: number) {
  const counts = { event: n, duplicate: 0, unknownType: 0, tombstone: 0, quarantined: 0 };
  return {
    status: {
      identity: 'stub',
      log: { kind: 'sample' as const, address: 'sample', title: 'Stub' },
      caughtUp: true,
      percent: 100,
      rate: 0,
      secondsLeft: 0,
      partitions: {},
      counts: { ...counts, control: 0, aborted: 0, gap: 0, anomaly: 0 },
      heldBack: 0,
      provisionalFrom: null,
      paused: null,
    },
    head: cut,
    exactness: [],
  };
}
