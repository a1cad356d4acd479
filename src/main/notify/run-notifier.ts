import type { Offset } from '../../shared/log/offset.ts';
import { LogFaultError } from '../log/log-port.ts';
import { Pace } from './pace.ts';
import { PartitionFeed } from './partition-feed.ts';
import { type PartitionParts, workOnPartition } from './work-on-partition.ts';

/** What a notifier works with; the log is the one the work is shared on. */
export type NotifierParts = Omit<PartitionParts, 'feed' | 'onPosition' | 'pace'>;

const showEveryMs = 5_000;
const firstPauseMs = 500;
const longestPauseMs = 30_000;

/**
 * Tells one destination of what a subscription asks for, in those partitions that are this copy's,
 * until the signal fires; resolves when nothing is under way any more. What may pass is tried again;
 * rejects with `LogFaultError` where a person is needed.
 */
export async function runNotifier(parts: NotifierParts, signal: AbortSignal): Promise<void> {
  const failure = Promise.withResolvers<never>();
  const stop = new AbortController();
  const ending = AbortSignal.any([signal, stop.signal]);
  const feed = new PartitionFeed(parts.log);
  const pace = new Pace(parts.clock);
  const positions: { [partition: number]: Offset } = {};
  const onPosition = (partition: number, next: Offset) => {
    positions[partition] = next;
  };
  const sessions = new Sessions((partition, own) =>
    workOnPartition({ ...parts, feed, pace, onPosition }, partition, own)
      .catch(failure.reject)
      .finally(() => delete positions[partition]),
  );
  const onShare = (partitions: readonly number[]) => {
    parts.report({ kind: 'share', partitions });
    sessions.keep(partitions);
  };
  const showing = setInterval(() => void parts.work.show(positions), showEveryMs);
  const reading = readOn(parts, feed, ending);
  const joined = parts.work.join(onShare, ending);
  try {
    await Promise.race([Promise.all([joined, reading]), failure.promise]);
  } finally {
    clearInterval(showing);
    stop.abort();
    await Promise.allSettled([joined, reading, sessions.end()]);
  }
}

/** Feeds the partitions; what the log says of all of them is said, and tried again where it may pass. */
async function readOn(
  { clock, report }: NotifierParts,
  feed: PartitionFeed,
  signal: AbortSignal,
): Promise<void> {
  for (let pauseMs = firstPauseMs; !signal.aborted; ) {
    const begun = clock.elapsed();
    try {
      await feed.run(signal);
    } catch (error) {
      if (!(error instanceof LogFaultError) || error.fault.fatal) throw error;
      report({ kind: 'waiting', partition: null, text: error.fault.text });
      const wasWell = clock.elapsed() - begun > longestPauseMs;
      pauseMs = wasWell ? firstPauseMs : Math.min(2 * pauseMs, longestPauseMs);
      await clock.sleep(pauseMs, signal).catch(() => undefined);
    }
  }
}

type Session = { readonly stop: AbortController; readonly done: Promise<void> };

/** Work on partitions, each begun and stopped as the share changes; never two on one partition at once. */
class Sessions {
  private readonly work: (partition: number, signal: AbortSignal) => Promise<void>;
  private readonly running = new Map<number, Session>();
  private readonly stopping = new Map<number, Promise<void>>();

  constructor(work: (partition: number, signal: AbortSignal) => Promise<void>) {
    this.work = work;
  }

  /** Stops work on partitions that are not named, and begins it on those that are new. */
  keep(partitions: readonly number[]): void {
    for (const [partition, session] of this.running) {
      if (partitions.includes(partition)) continue;
      session.stop.abort();
      this.running.delete(partition);
      this.stopping.set(partition, session.done);
    }
    for (const partition of partitions) {
      if (!this.running.has(partition)) this.running.set(partition, this.begin(partition));
    }
  }

  /** Stops everything; resolves when nothing is under way. */
  async end(): Promise<void> {
    this.keep([]);
    await Promise.all(this.stopping.values());
  }

  private begin(partition: number): Session {
    const stop = new AbortController();
    const before = this.stopping.get(partition) ?? Promise.resolve();
    return { stop, done: before.then(() => this.work(partition, stop.signal)) };
  }
}
