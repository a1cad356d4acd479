import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { FaultError } from '../../shared/contract/fault.ts';
import { type LogAddress, parseLogAddress } from '../../shared/log/log-address.ts';
import type { ActorType } from '../commands/event-records.ts';
import { type Commands, openCommands } from '../commands/open-commands.ts';
import { readModelGround } from '../commands/read-model-ground.ts';
import { createIngest, type Ingest } from '../ingest/ingest.ts';
import type { IngestState } from '../ingest/ingest-state.ts';
import { resolvePosition } from '../queries/resolve-position.ts';
import { orderRouter } from '../rpc/order-router.ts';
import { portServer } from '../rpc/serve-port.ts';
import { openDesk } from '../store/desk/open-desk.ts';
import { openReader } from '../store/read/open-reader.ts';
import type { Reader } from '../store/read/snapshot.ts';
import { openStore } from '../store/write/open-store.ts';
import { noteError } from './app-log.ts';
import { liveState } from './live-state.ts';
import type { WriterStart } from './mailbox.ts';
import { openWorkspaceLog } from './open-workspace-log.ts';
import { removeSample } from './remove-sample.ts';
import type { Say, Workshop } from './run-worker.ts';
import { tryKafka } from './try-kafka.ts';
import { openWorkspaceSettings } from './workspace-settings.ts';

const answerWithinMs = 10_000;
/** How long the first words of reading are waited for before the workspace counts as open. */
const firstWordWithinMs = 3_000;

/** Opens a workspace for writing: log, read model, ingest, desk and commands. Rejects with FaultError. */
export async function openWriterShop(start: WriterStart, say: Say): Promise<Workshop> {
  const address = addressOf(start.address);
  const { folder } = start;
  if (start.reset) removeSample(folder);
  const { log, isFed } = openWorkspaceLog(folder, address);
  const store = openStore({ file: join(folder, 'read.db') });
  const reader = openReader({ file: join(folder, 'read.db') });
  const desk = openDesk(join(folder, 'desk.db'));
  const settings = openWorkspaceSettings(desk, address.kind, start);
  const reading = startReading({ log, store, isFed }, (state) => {
    say({ kind: 'reading', reading: state });
  });
  const commands = openCommands({
    log,
    ground: groundOf(reader, reading.ingest, address),
    desk,
    whyOff: settings.whyCommandsOff,
    now: Date.now,
    answerWithinMs,
  });
  settleOnceCaughtUp(reading, commands);
  await reading.firstWord;
  const router = orderRouter({
    commands,
    settings: settings.current,
    change: settings.change,
    testKafka: tryKafka,
  });
  const serve = portServer<{ caller: ActorType }>(router, noteError);
  return {
    serve: (port: MessagePort, caller) => serve(port, { caller }),
    close: async () => {
      await commands.close();
      await reading.stop();
      await log.close();
      for (const open of [desk, reader, store]) open.close();
    },
  };
}

type Reading = {
  readonly ingest: Ingest;
  /** Resolves when reading told its state for the first time, or after some patience. */
  readonly firstWord: Promise<void>;
  onState(listener: (state: IngestState) => void): void;
  stop(): Promise<void>;
};

type ReadingParts = Pick<Parameters<typeof createIngest>[0], 'log' | 'store' | 'isFed'>;

function startReading(parts: ReadingParts, tell: (state: IngestState) => void): Reading {
  const listeners = [tell];
  const stop = new AbortController();
  const { promise: firstWord, resolve: spoken } = Promise.withResolvers<void>();
  const patience = setTimeout(spoken, firstWordWithinMs);
  const ingest = createIngest({
    ...parts,
    onCommit: () => {},
    onState: (state) => {
      clearTimeout(patience);
      spoken();
      for (const listener of listeners) listener(state);
    },
  });
  // A bug in reading is not caught: it ends the thread, and the host says so and starts it again.
  const running = ingest.run(stop.signal);
  return {
    ingest,
    firstWord,
    onState: (listener) => void listeners.push(listener),
    stop: async () => {
      clearTimeout(patience);
      stop.abort();
      await running;
    },
  };
}

function groundOf(reader: Reader, ingest: Ingest, address: LogAddress) {
  return readModelGround({
    reader,
    catchUp: async (end, signal) => {
      const reached = await ingest.catchUpTo(end, signal);
      if (reached.ok) return;
      const { code, text } = reached.error;
      throw new FaultError({ code: 'catching_up', text, data: { reason: code } });
    },
    resolve: (position) =>
      reader.withSnapshot((snapshot) => {
        const live = liveState(address, ingest.state());
        return resolvePosition(snapshot, position, live).cut;
      }),
  });
}

/** Commands an earlier run left open are settled when the log was read to its end for the first time. */
function settleOnceCaughtUp(reading: Reading, commands: Commands): void {
  let isSettled = false;
  reading.onState(({ caughtUp }) => {
    if (!caughtUp || isSettled) return;
    isSettled = true;
    commands.settle().catch(noteError);
  });
}

function addressOf(text: string): LogAddress {
  const address = parseLogAddress(text);
  if (address.ok) return address.value;
  throw new FaultError({ code: 'bad_log_address', text: address.error });
}
