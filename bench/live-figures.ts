import { randomUUID } from 'node:crypto';
import { encodeEvent } from '../src/main/codec/encode-event.ts';
import { createIngest } from '../src/main/ingest/ingest.ts';
import { openLocalLog } from '../src/main/log/local/open-local-log.ts';
import type { Log } from '../src/main/log/log-port.ts';
import type { DomainEvent } from '../src/shared/domain/events.ts';
import type { Cut } from '../src/shared/log/cut.ts';
import { printFigure } from './figure.ts';
import { endOf, openModel } from './read-log.ts';

const runs = 500;
const warmUp = 50;
const userId = 'bench-live';
const never = new AbortController().signal;

/**
 * Events that arrive one by one at the end of a log that was read. `live.commit`: writing one.
 * `live.event`: from when the log has it until it can be asked for. Adds events to the log.
 */
export async function benchLive(
  { logFile, modelFile }: { readonly logFile: string; readonly modelFile: string },
  events: number,
): Promise<void> {
  const log = openLocalLog({ file: logFile, topic: 'bench', kind: 'local' });
  const store = openModel(modelFile);
  const commits: number[] = [];
  const commit: typeof store.commit = async (batch) => {
    const begun = performance.now();
    await store.commit(batch);
    commits.push(performance.now() - begun);
  };
  const timedStore = { ...store, commit };
  const ingest = createIngest({ log, store: timedStore, onCommit: () => {}, onState: () => {} });
  const stop = new AbortController();
  const running = ingest.run(stop.signal);
  await ingest.catchUpTo(await endOf(log), never);
  const arrivals: number[] = [];
  for (let run = -warmUp; run < runs; run++) {
    if (run === 0) commits.length = arrivals.length = 0;
    const end = await append(log, run === -warmUp ? creation : signIn);
    const begun = performance.now();
    await ingest.catchUpTo(end, never);
    arrivals.push(performance.now() - begun);
  }
  stop.abort();
  await running;
  await Promise.all([store.close(), log.close()]);
  const goal = { atMost: 2 };
  printFigure({ name: 'live.commit', events, unit: 'ms', ours: commits, goal });
  printFigure({ name: 'live.event', events, unit: 'ms', ours: arrivals });
}

const creation: DomainEvent = {
  type: 'UserCreatedEvent',
  data: { userId, username: 'live', email: 'live@bench', displayName: null, attributes: null },
};
const signIn: DomainEvent = {
  type: 'UserLoggedInEvent',
  data: { userId, ip: null, userAgent: null, method: null },
};

/** Appends an event; resolves with the end of the log behind it. */
async function append(log: Log, event: DomainEvent): Promise<Cut> {
  const record = encodeEvent(event, {
    ...{ id: randomUUID(), source: 'bench', time: Date.now(), subject: `user/${userId}` },
    ...{ version: 1, actor: null, actorType: null, reason: null, ticket: null, basis: null },
    ...{ correlationId: null, causationId: null, recordedTime: null },
  });
  const partition = await log.partitionOf(record.key);
  const turn = await log.beginWrite(never);
  if (!turn.ok) throw new Error(turn.error.text);
  const appended = await turn.value.append([{ partition, ...record }]);
  await turn.value.close();
  if (!appended.ok) throw new Error(appended.error.text);
  return endOf(log);
}
