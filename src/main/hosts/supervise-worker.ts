import { type Transferable, Worker } from 'node:worker_threads';
import type { Fault } from '../../shared/contract/fault.ts';
import type { FromWorker, ToWorker } from '../workers/mailbox.ts';
import { threadLimits } from '../workers/thread-limits.ts';

/** How a worker is: `failed` needs a person, `stopped` is being started again. */
export type WorkerHealth =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly fault: Fault }
  /** It ended unexpectedly; the next start comes after so many ms. */
  | { readonly kind: 'stopped'; readonly text: string; readonly nextStartMs: number };

/** What a host does about a worker. */
export type WorkerPlan = {
  readonly name: string;
  readonly url: URL;
  /** What the worker is started with, by the number of starts before. */
  start(attempt: number): unknown;
  onHealth(health: WorkerHealth): void;
  onMessage(message: FromWorker): void;
  /** A line for the app's log. */
  note(text: string): void;
};

/** A worker that is kept running. */
export type SupervisedWorker = {
  /** Says something to the worker; false where none is running to hear it. */
  send(message: ToWorker, transfer?: readonly Transferable[]): boolean;
  /** Ends it cleanly, by force after 10 s. */
  stop(): Promise<void>;
};

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
const soundAfterMs = 60_000;
const stopWithinMs = 10_000;

/** Starts a worker; if it ends unexpectedly, says so and starts it again after 1 s, 2 s ... 60 s. */
export function superviseWorker(plan: WorkerPlan): SupervisedWorker {
  let worker: Worker | null = null;
  let pauseMs = firstPauseMs;
  let restart: NodeJS.Timeout | null = null;
  let stopping = false;
  let attempt = 0;

  const begin = () => {
    restart = null;
    plan.onHealth({ kind: 'starting' });
    worker = run(plan, attempt++, (end, livedMs) => {
      worker = null;
      if (stopping || end === 'gave up') return;
      if (end === 'wants to start anew') return begin();
      pauseMs = livedMs > soundAfterMs ? firstPauseMs : pauseMs;
      plan.note(`The ${plan.name} stopped unexpectedly: ${end.why}`);
      plan.onHealth({ kind: 'stopped', text: end.why, nextStartMs: pauseMs });
      restart = setTimeout(begin, pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    });
  };
  begin();

  return {
    send: (message, transfer = []) => {
      worker?.postMessage(message, transfer);
      return worker !== null;
    },
    stop: async () => {
      stopping = true;
      if (restart) clearTimeout(restart);
      if (worker) await end(worker);
    },
  };
}

/** How a worker ended by itself. */
type End = 'gave up' | 'wants to start anew' | { readonly why: string };

function run(
  plan: WorkerPlan,
  attempt: number,
  ended: (end: End, livedMs: number) => void,
): Worker {
  const began = performance.now();
  const workerData = plan.start(attempt);
  const worker = new Worker(plan.url, {
    workerData,
    name: plan.name,
    stdout: true,
    resourceLimits: threadLimits,
  });
  // Standard output belongs to the host: programs read it.
  worker.stdout.pipe(process.stderr, { end: false });
  let how: End = { why: 'it ended by itself' };
  worker.on('message', (message: FromWorker) => {
    switch (message.kind) {
      case 'ready':
        return plan.onHealth({ kind: 'ready' });
      case 'again':
        how = 'wants to start anew';
        return;
      case 'failed':
        how = 'gave up';
        return plan.onHealth({ kind: 'failed', fault: message.fault });
      default:
        return plan.onMessage(message);
    }
  });
  worker.on('error', (error: unknown) => {
    how = { why: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  });
  worker.on('exit', () => ended(how, performance.now() - began));
  return worker;
}

function end(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => void worker.terminate(), stopWithinMs);
    worker.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    worker.postMessage({ kind: 'shutdown' } satisfies ToWorker);
  });
}
