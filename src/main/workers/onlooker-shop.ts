import { join } from 'node:path';
import process from 'node:process';
import type { MessagePort } from 'node:worker_threads';
import { type Fault, FaultError } from '../../shared/contract/fault.ts';
import type { ActorType } from '../commands/event-records.ts';
import { orderRouter } from '../rpc/order-router.ts';
import { portServer } from '../rpc/serve-port.ts';
import { type LockHolder, lockWorkspace } from '../store/lock-workspace.ts';
import { isOfToday } from '../store/migrations/read-migrations.ts';
import { accountName } from './account-name.ts';
import { noteError } from './app-log.ts';
import { notYetRead } from './live-state.ts';
import type { Say, Workshop } from './run-worker.ts';
import { tryKafka } from './try-kafka.ts';

const lookEveryMs = 1_000;

/**
 * Stands in for the writer where another Playhead holds the workspace: nothing is read from the
 * log and no order carried out, but what the other one reads can be looked at. When that one is
 * gone, the thread asks to be started anew. Throws FaultError where there is nothing to look at yet.
 */
export function openOnlookerShop(folder: string, { pid, since }: LockHolder, say: Say): Workshop {
  const text = `Another Playhead works in this workspace (process ${pid}, since ${since}). What it reads can be looked at here; to change something, use that one or end it and open the workspace again.`;
  const fault = { code: 'workspace_busy', text, data: { pid, since } } as const;
  if (!isOfToday(join(folder, 'read.db'))) throw new FaultError(nothingToSee(fault));
  const paused = { code: 'workspace_busy', text, fatal: true, data: fault.data } as const;
  const tell = () => say({ kind: 'reading', reading: { ...notYetRead, paused } });
  tell();
  const looking = setInterval(() => {
    // The other one does not tell us when it commits: each word makes the window look again.
    tell();
    const lock = lockWorkspace(join(folder, 'lock.db'));
    if (!lock.ok) return;
    // It is gone: this thread ends, and the next one begins as the writer.
    lock.value.release();
    say({ kind: 'again' });
    process.exit(0);
  }, lookEveryMs);
  const serve = portServer<{ caller: ActorType }>(refusingRouter(fault), noteError);
  return {
    serve: (port: MessagePort, caller) => serve(port, { caller }),
    close: async () => clearInterval(looking),
  };
}

/** The other one is only beginning, or is an older program, or brings an older one's work up to date. */
function nothingToSee({ code, data }: Fault & { readonly data: LockHolder }): Fault {
  const text = `Another Playhead works in this workspace (process ${data.pid}, since ${data.since}), and what it has read cannot be looked at yet. Use that one, or try again in a while.`;
  return { code, text, data };
}

function refusingRouter(fault: Fault) {
  const refuse = (): never => {
    throw new FaultError(fault);
  };
  const refuseLater = async () => refuse();
  return orderRouter({
    commands: {
      issue: refuseLater,
      rehearse: refuseLater,
      cancel: refuseLater,
      undo: refuse,
      get: refuse,
      list: refuse,
    },
    bulks: {
      rehearse: refuseLater,
      start: refuse,
      get: refuse,
      list: refuse,
      stop: refuse,
      resume: refuse,
    },
    drafts: { list: () => [], save: refuse, drop: refuse },
    whyNotYet: () => fault,
    settings: () => ({
      operator: accountName(),
      commandsOn: false,
      commandsAllowed: false,
      protectedRoles: [],
      ticketPattern: null,
      cluster: null,
    }),
    change: refuse,
    testKafka: tryKafka,
    told: { ofRecord: refuseLater, status: refuseLater },
  });
}
