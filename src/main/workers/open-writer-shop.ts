import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import { type Fault, FaultError } from '../../shared/contract/fault.ts';
import { type LogAddress, parseLogAddress } from '../../shared/log/log-address.ts';
import type { ActorType } from '../commands/event-records.ts';
import { openBulks } from '../commands/open-bulks.ts';
import { openCommands } from '../commands/open-commands.ts';
import { readModelGround } from '../commands/read-model-ground.ts';
import { rehearseBulk } from '../commands/rehearse-bulk.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { IngestPause, IngestState } from '../ingest/ingest-state.ts';
import type { Log } from '../log/log-port.ts';
import { resolvePosition } from '../queries/resolve-position.ts';
import { orderRouter, type ToldOthers } from '../rpc/order-router.ts';
import { portServer } from '../rpc/serve-port.ts';
import { openDesk } from '../store/desk/open-desk.ts';
import { lockWorkspace } from '../store/lock-workspace.ts';
import { openReader } from '../store/read/open-reader.ts';
import { clusterOf, headCut } from '../store/read/partitions.ts';
import type { Reader } from '../store/read/snapshot.ts';
import { userAtCut } from '../store/read/user-at-cut.ts';
import { openThreadedStore } from '../store/write/open-threaded-store.ts';
import { noteError } from './app-log.ts';
import { kafkaConnection } from './kafka-connection.ts';
import { liveState } from './live-state.ts';
import type { WriterStart } from './mailbox.ts';
import { openOnlookerShop } from './onlooker-shop.ts';
import { openDrafts } from './open-drafts.ts';
import { openWorkspaceLog } from './open-workspace-log.ts';
import { removeSample } from './remove-sample.ts';
import type { Say, Workshop } from './run-worker.ts';
import { type Reading, startReading } from './start-reading.ts';
import { threadLimits } from './thread-limits.ts';
import { nobodyTold, toldOthers } from './told-others.ts';
import { tryKafka } from './try-kafka.ts';
import { openWorkspaceSettings } from './workspace-settings.ts';

const answerWithinMs = 10_000;
const lockPatienceMs = 3_000;
const lockPauseMs = 100;

/** What the shop speaks with, and the entry of the thread that writes its read model. */
export type WriterTools = { readonly say: Say; readonly storeWriter: URL };

/**
 * Opens a workspace for writing: log, read model, ingest, desk and commands; only to look at where
 * another Playhead has it. Rejects with FaultError.
 */
export async function openWriterShop(start: WriterStart, tools: WriterTools): Promise<Workshop> {
  const lock = await takeLock(join(start.folder, 'lock.db'));
  if (!lock.ok) return openOnlookerShop(start.folder, lock.error, tools.say);
  const workshop = await openLocked(start, tools);
  return {
    ...workshop,
    close: async () => {
      await workshop.close();
      lock.value.release();
    },
  };
}

/** Who is just ending gives the lock back in a moment. */
async function takeLock(file: string): Promise<ReturnType<typeof lockWorkspace>> {
  const began = performance.now();
  for (;;) {
    const lock = lockWorkspace(file);
    if (lock.ok || performance.now() - began > lockPatienceMs) return lock;
    await sleep(lockPauseMs);
  }
}

async function openLocked(
  start: WriterStart,
  { say, storeWriter }: WriterTools,
): Promise<Workshop> {
  const address = addressOf(start.address);
  const { folder } = start;
  if (start.reset) removeSample(folder);
  const { log, feed } = await openWorkspaceLog(folder, address);
  const onMigration = (percent: number) => say({ kind: 'preparing', percent });
  const store = openThreadedStore({
    file: join(folder, 'read.db'),
    writerUrl: storeWriter,
    resourceLimits: threadLimits,
    onMigration,
  });
  const reader = openReader({ file: join(folder, 'read.db') });
  const watch = openFirstEnd();
  const tell = (reading: IngestState) => {
    say({ kind: 'reading', reading });
    watch.see(reading);
  };
  const reading = startReading({ log, feed, store, tell });
  const { serve, close } = openOrders({ start, address, log, reader, reading, watch });
  await reading.begun;
  return {
    serve: (port: MessagePort, caller) => serve(port, { caller }),
    close: async () => {
      await close();
      await reading.stop();
      await log.close();
      reader.close();
      await store.close();
    },
  };
}

type OrderParts = {
  readonly start: WriterStart;
  readonly address: LogAddress;
  readonly log: Log;
  readonly reader: Reader;
  readonly reading: Reading;
  readonly watch: FirstEnd;
};

function openOrders({ start, address, log, reader, reading, watch }: OrderParts) {
  const desk = openDesk(join(start.folder, 'desk.db'));
  const settings = openWorkspaceSettings({
    ...{ desk, start, kind: address.kind },
    cluster: () => (address.kind === 'kafka' ? reader.withSnapshot(clusterOf) : null),
  });
  const options = {
    ...{ log, desk, now: Date.now, answerWithinMs, note: noteError },
    ground: groundOf(reader, reading.ingest, address),
    whyOff: settings.whyCommandsOff,
    house: settings.house,
  };
  const commands = openCommands(options);
  const bulks = openBulks({ ...options, commands, nameOf: usernameNow(reader) });
  // What an earlier run left open is settled when the log was read to its end for the first time.
  watch.reached.then(() => commands.settle()).catch(noteError);
  const router = orderRouter({
    commands,
    bulks: { ...bulks, rehearse: (asked) => rehearseBulk(options, asked) },
    drafts: openDrafts(desk, Date.now),
    // Where commands are off, that is the answer; whether they could be decided yet does not matter.
    whyNotYet: () =>
      watch.isReached() || settings.whyCommandsOff() !== null ? null : notYet(reading.state()),
    settings: settings.current,
    change: settings.change,
    testKafka: tryKafka,
    told: toldOthersOf(address, reader),
  });
  const serve = portServer<{ caller: ActorType }>(router, noteError);
  const ports = new Set<MessagePort>();
  return {
    serve: (port: MessagePort, known: { readonly caller: ActorType }) => {
      ports.add(port);
      port.once('close', () => ports.delete(port));
      serve(port, known);
    },
    close: async () => {
      await Promise.all([bulks.close(), commands.close()]);
      // Whoever asks for more gets no answer: there is nothing left to answer from.
      for (const port of ports) port.close();
      desk.close();
    },
  };
}

function toldOthersOf(address: LogAddress, reader: Reader): ToldOthers {
  if (address.kind !== 'kafka') return nobodyTold;
  const { brokers, topic } = address;
  return toldOthers({ connection: kafkaConnection(brokers), topic, reader });
}

/** A user's name at head. */
function usernameNow(reader: Reader) {
  return (userId: string) =>
    reader.withSnapshot((snapshot) => userAtCut(snapshot, headCut(snapshot), userId))?.username ??
    null;
}

type FirstEnd = {
  readonly reached: Promise<void>;
  isReached(): boolean;
  see(reading: IngestState): void;
};

/** Whether the log was once read to its end: before that no command can be decided. */
function openFirstEnd(): FirstEnd {
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  let isReached = false;
  return {
    reached,
    isReached: () => isReached,
    see: ({ caughtUp }) => {
      isReached ||= caughtUp;
      if (caughtUp) resolve();
    },
  };
}

function groundOf(reader: Reader, ingest: Ingest, address: LogAddress) {
  return readModelGround({
    reader,
    heldBack: () => ingest.state().heldBack,
    catchUp: async (end, signal) => {
      const reached = await ingest.catchUpTo(end, signal);
      if (!reached.ok) throw new FaultError(pauseFault(reached.error));
    },
    resolve: (snapshot, position) =>
      resolvePosition(snapshot, position, liveState(address, ingest.state())).cut,
  });
}

function notYet({ paused, percent }: IngestState): Fault {
  if (paused) return pauseFault(paused);
  const text = `The log is still being read: ${Math.floor(percent)} %. Commands are decided at its end; try again when it was reached.`;
  return { code: 'catching_up', text, data: { percent } };
}

function pauseFault({ code, text }: IngestPause): Fault {
  const isAway = code === 'log_out_of_reach';
  return { code: isAway ? 'log_out_of_reach' : 'catching_up', text, data: { reason: code } };
}

function addressOf(text: string): LogAddress {
  const address = parseLogAddress(text);
  if (address.ok) return address.value;
  throw new FaultError({ code: 'bad_log_address', text: address.error });
}
