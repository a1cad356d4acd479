import type { Offset } from '../../shared/log/offset.ts';
import { formatPlace } from '../../shared/log/position.ts';
import { type Log, type LogChunk, type LogFault, LogFaultError } from '../log/log-port.ts';
import { HoldLostError, type SharedWork } from '../log/shared-work-port.ts';
import { noticesIn } from './notices-in.ts';
import type { PartitionFeed } from './partition-feed.ts';
import type { Subscription } from './subscription.ts';
import { PartitionTeller, type TellingParts } from './tell-partition.ts';

/** What a partition is worked on with. */
export type PartitionParts = TellingParts & {
  readonly subscription: Subscription;
  readonly log: Log;
  readonly work: SharedWork;
  readonly feed: PartitionFeed;
  /** Hears the next offset to work on, as it moves. */
  readonly onPosition: (partition: number, next: Offset) => void;
};

const putDownEveryMs = 5_000;
const firstPauseMs = 500;
const longestPauseMs = 30_000;

/**
 * Takes a partition and tells what it says, until the signal fires; then nothing of it is under way
 * any more. Where another copy takes it, or the log is out of reach, it is taken again after a
 * while. Rejects with `LogFaultError` where a person is needed.
 */
export async function workOnPartition(
  parts: PartitionParts,
  partition: number,
  signal: AbortSignal,
): Promise<void> {
  for (let pauseMs = firstPauseMs; !signal.aborted; ) {
    const onPosition = (of: number, next: Offset) => {
      pauseMs = firstPauseMs;
      parts.onPosition(of, next);
    };
    try {
      const hold = await parts.work.take(partition, signal);
      const telling = { partition, teller: new PartitionTeller(hold, parts) };
      await tellFrom({ ...parts, onPosition }, telling, signal);
    } catch (error) {
      if (signal.aborted) return;
      reportTrouble(parts, partition, error);
      await parts.clock.sleep(pauseMs, signal).catch(() => undefined);
      pauseMs = Math.min(2 * pauseMs, longestPauseMs);
    }
  }
}

type Telling = { readonly partition: number; readonly teller: PartitionTeller };

async function tellFrom(
  parts: PartitionParts,
  { partition, teller }: Telling,
  signal: AbortSignal,
): Promise<never> {
  const { clock, subscription, report, onPosition } = parts;
  let putDownAt = clock.elapsed();
  try {
    for (;;) {
      const coming = nextChunk(parts, { partition, teller }, signal);
      // Where nothing more comes for a while, others are to see that all was looked at.
      if (!(await comesWithin(coming, clock, signal))) await teller.putDownPosition();
      const chunk = await coming;
      const { notices, end, unreadable } = noticesIn(subscription, chunk);
      for (const one of unreadable) report(one);
      await teller.tell(notices, end, signal);
      onPosition(partition, teller.next);
      if (clock.elapsed() - putDownAt < putDownEveryMs) continue;
      await teller.putDownPosition();
      putDownAt = clock.elapsed();
    }
  } finally {
    // Who goes on from here need not look through it all again; nothing is lost where this fails.
    if (signal.aborted) await teller.putDownPosition().catch(() => undefined);
  }
}

/** True where it comes, or nobody waits any more, before a position is to be put down again. */
async function comesWithin(
  coming: Promise<unknown>,
  clock: PartitionParts['clock'],
  signal: AbortSignal,
): Promise<boolean> {
  const enough = new AbortController();
  const patience = clock.sleep(putDownEveryMs, AbortSignal.any([signal, enough.signal]));
  try {
    return await Promise.race([
      coming.then(() => true),
      patience.then(
        () => false,
        () => true,
      ),
    ]);
  } finally {
    enough.abort();
  }
}

async function nextChunk(
  { log, feed, report }: PartitionParts,
  { partition, teller }: Telling,
  signal: AbortSignal,
): Promise<LogChunk> {
  for (;;) {
    const from = teller.next;
    try {
      return await feed.next(partition, from, signal);
    } catch (error) {
      if (!(error instanceof LogFaultError) || error.fault.code !== 'offset_out_of_range')
        throw error;
      const bounds = (await log.bounds()).find((one) => one.partition === partition);
      if (!bounds || bounds.logStart <= from) throw error;
      const text = `The log does not hold these records any more: it begins at offset ${bounds.logStart}.`;
      report({ kind: 'unreadable', place: formatPlace(partition, from), text });
      await teller.tell([], bounds.logStart, signal);
    }
  }
}

/** Says what is tried again; throws what a person must see to, where it is not about this partition alone. */
function reportTrouble({ report }: PartitionParts, partition: number, error: unknown): void {
  if (error instanceof HoldLostError) report({ kind: 'lost', partition });
  else if (error instanceof LogFaultError && mayGoOn(error.fault)) {
    report({ kind: 'waiting', partition, text: error.fault.text });
  } else throw error;
}

/** The other partitions go on where one alone cannot be read. */
function mayGoOn({ fatal, partition }: LogFault): boolean {
  return !fatal || partition !== undefined;
}
