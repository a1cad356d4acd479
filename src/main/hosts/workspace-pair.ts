import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { ChannelName } from '../../shared/contract/channels.ts';
import { type Fault, FaultError } from '../../shared/contract/fault.ts';
import type { Preparing } from '../../shared/contract/workspace.ts';
import type { ActorType } from '../commands/event-records.ts';
import type { IngestState } from '../ingest/ingest-state.ts';
import type { FromWorker, ReaderStart, WriterStart } from '../workers/mailbox.ts';
import { type SupervisedWorker, superviseWorker, type WorkerHealth } from './supervise-worker.ts';

/** Where the two worker entries stand: told by the entry file, which knows its own place. */
export type WorkerUrls = { readonly writer: URL; readonly reader: URL };

/** What a pair is made of. */
export type PairPlan = {
  readonly urls: WorkerUrls;
  readonly writer: WriterStart;
  readonly reader: ReaderStart;
  /** A line for the app's log. */
  note(text: string): void;
};

/** The writer and the reader of one workspace. */
export type WorkspacePair = {
  /** A port to the worker behind a channel. It closes when that worker ends. */
  connect(channel: Exclude<ChannelName, 'host'>, caller: ActorType): MessagePort;
  /** How far it is with what takes long before it can answer; null where it answers. */
  preparing(): Preparing | null;
  stop(): Promise<void>;
};

/**
 * Starts the writer, then the reader, and keeps both running. Rejects with FaultError where one
 * cannot be started; then nothing is left running. Where the model must be brought to another
 * layout first, which can take minutes, it is not waited for.
 */
export async function startPair(plan: PairPlan): Promise<WorkspacePair> {
  const pair = new Pair(plan);
  try {
    await pair.started;
    return pair;
  } catch (error) {
    await pair.stop();
    throw error;
  }
}

class Pair implements WorkspacePair {
  readonly started: Promise<void>;
  private readonly plan: PairPlan;
  private readonly writer: SupervisedWorker;
  private reader: SupervisedWorker | null = null;
  private lastReading: IngestState | null = null;
  private underWay: Preparing | null = null;
  private isStopping = false;
  private settle: { resolve(): void; reject(error: FaultError): void } | null = null;

  constructor(plan: PairPlan) {
    this.plan = plan;
    this.started = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    this.writer = superviseWorker({
      name: 'writer',
      url: plan.urls.writer,
      // Only the first start makes the sample anew: a restart after a crash goes on with what is there.
      start: (attempt) => ({ ...plan.writer, reset: plan.writer.reset && attempt === 0 }),
      onHealth: (health) => this.onWriterHealth(health),
      onMessage: (message) => this.onWriterMessage(message),
      note: plan.note,
    });
  }

  connect(channel: 'questions' | 'orders', caller: ActorType): MessagePort {
    const { port1, port2 } = new MessageChannel();
    const worker = channel === 'questions' ? this.reader : this.writer;
    const isHeard = worker?.send({ kind: 'connect', port: port2, caller }, [port2]) ?? false;
    if (!isHeard) port2.close();
    return port1;
  }

  preparing(): Preparing | null {
    return this.underWay;
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all([this.writer.stop(), this.reader?.stop()]);
  }

  private startReader(): SupervisedWorker {
    return superviseWorker({
      name: 'reader',
      url: this.plan.urls.reader,
      start: () => this.plan.reader,
      onHealth: (health) => this.onReaderHealth(health),
      onMessage: () => {},
      note: this.plan.note,
    });
  }

  private onWriterHealth(health: WorkerHealth): void {
    if (health.kind === 'failed') this.fail(health.fault);
    // Told to stop while it opens, the writer is ready once more before it ends.
    if (health.kind === 'ready' && !this.isStopping) this.reader ??= this.startReader();
    if (health.kind === 'stopped') {
      this.giveUpStarting(health.text);
      const text = `Reading the log stopped unexpectedly. It is started again in ${health.nextStartMs / 1000} s; what was read can still be looked at.`;
      this.tellPaused(text, false);
    }
  }

  private onReaderHealth(health: WorkerHealth): void {
    if (health.kind === 'failed') this.fail(health.fault);
    if (health.kind === 'stopped') this.giveUpStarting(health.text);
    if (health.kind !== 'ready') return;
    if (this.lastReading) this.reader?.send({ kind: 'reading', reading: this.lastReading });
    this.underWay = null;
    this.begun();
  }

  private onWriterMessage(message: FromWorker): void {
    if (message.kind === 'reading') this.tellReader(message.reading);
    if (message.kind !== 'preparing') return;
    this.underWay = { percent: message.percent, trouble: null };
    this.begun();
  }

  private begun(): void {
    this.settle?.resolve();
    this.settle = null;
  }

  private fail(fault: Fault): void {
    this.plan.note(`A worker cannot go on: ${fault.text}`);
    this.tellPaused(fault.text, true);
    if (this.underWay) this.underWay = { ...this.underWay, trouble: fault.text };
    this.settle?.reject(new FaultError(fault));
    this.settle = null;
  }

  /** Who asked for the pair is told that it did not come to be; later stops are mended in silence. */
  private giveUpStarting(why: string): void {
    const text = 'Playhead could not start its work on this folder. Its log says more.';
    this.settle?.reject(new FaultError({ code: 'store_unavailable', text, data: { why } }));
    this.settle = null;
  }

  private tellPaused(text: string, fatal: boolean): void {
    if (!this.lastReading) return;
    const paused = { code: 'writer_stopped', text, fatal, data: null } as const;
    this.tellReader({ ...this.lastReading, paused });
  }

  private tellReader(reading: IngestState): void {
    this.lastReading = reading;
    this.reader?.send({ kind: 'reading', reading });
  }
}
