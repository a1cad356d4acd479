import { type MessagePort, parentPort } from 'node:worker_threads';
import type { ActorType } from '../commands/event-records.ts';
import type { IngestState } from '../ingest/ingest-state.ts';
import { faultOf } from '../rpc/answer-fault.ts';
import type { FromWorker, ToWorker } from './mailbox.ts';

/** What a worker does once it is open. */
export type Workshop = {
  /** Serves calls on a port. */
  serve(port: MessagePort, caller: ActorType): void;
  /** Hears how reading stands; only the reader is told. */
  hear?(reading: IngestState): void;
  /** Ends all work and closes every file. */
  close(): Promise<void>;
};

/** Says something to the host. */
export type Say = (message: FromWorker) => void;

/**
 * The life of a worker thread: opens it, says `ready` or why not, hands on what the host says, and
 * ends when told to. Whatever is thrown and not a fault ends the thread, and the host sees it.
 */
export async function runWorker(open: (say: Say) => Promise<Workshop>): Promise<void> {
  const host = parentPort;
  if (!host) throw new Error('A worker is started by a host, not by itself.');
  const say: Say = (message) => host.postMessage(message);
  const opening = open(say).catch((error: unknown) => giveUp(say, error));
  let turn: Promise<unknown> = opening;
  host.on('message', (message: ToWorker) => {
    turn = turn.then(async () => {
      const workshop = await opening;
      if (workshop) await dispatch(workshop, message);
      if (message.kind === 'shutdown') endThread();
    });
  });
  if (await opening) say({ kind: 'ready' });
  else endThread();
}

/** Ports that are still open would keep the thread; what was said to the host before arrives all the same. */
function endThread(): void {
  process.exit(0);
}

async function dispatch(workshop: Workshop, message: ToWorker): Promise<void> {
  switch (message.kind) {
    case 'connect':
      return workshop.serve(message.port, message.caller);
    case 'reading':
      return workshop.hear?.(message.reading);
    case 'shutdown':
      return workshop.close();
  }
}

function giveUp(say: Say, error: unknown): null {
  const fault = faultOf(error);
  if (!fault) throw error;
  say({ kind: 'failed', fault });
  return null;
}
