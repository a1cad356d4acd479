import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cut } from '../../shared/log/cut.ts';
import type { Offset } from '../../shared/log/offset.ts';
import type { Log, LogChunk } from '../log/log-port.ts';
import type { Store } from '../store/write/open-store.ts';
import { checkLineage, lostToRetention } from './check-lineage.ts';
import type { HeldPartitions } from './held-partitions.ts';
import type { IngestSettings } from './ingest-settings.ts';
import type { Fetched } from './partition-watch.ts';
import { isMoreThere, openPipeline, type Pipeline } from './pipeline.ts';
import { BatchPlanner } from './plan-batch.ts';
import type { Reporter } from './report-state.ts';

/** What one stretch of reading works with. */
export type SessionParts = {
  readonly log: Log;
  readonly store: Store;
  readonly onCommit: (cut: Cut) => void;
  /** Reading stands otherwise without a commit: it began, or a partition was left out. */
  readonly onStanding: () => void;
  readonly reporter: Reporter;
  readonly held: HeldPartitions;
  readonly settings: IngestSettings;
};

/**
 * Checks that the log is the one read before and takes the fold up at the checkpoints. The
 * function it gives reads until the signal aborts or a partition is new; it throws the faults of
 * log and store, after which the session is spent.
 */
export async function openSession(
  parts: SessionParts,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const { log, store, reporter, held } = parts;
  const at = log.now();
  held.clear();
  const { identity, bounds } = await checkLineage(log, store, signal);
  store.adopt(identity, bounds);
  const checkpoints = store.checkpoints();
  const planner = new BatchPlanner(store);
  reporter.watch.begin(checkpoints, bounds, at);
  // Whoever waits for what was read before has waited long enough.
  parts.onStanding();
  const pipeline = openPipeline(parts, planner);
  await pipeline.take({ chunks: lostToRetention(checkpoints, bounds), asked: {}, at });
  await pipeline.idle();
  return () => consume(parts, pipeline, signal);
}

/** While more is there, one fetch is under way while a batch is planned and the one before it is written. */
async function consume(
  parts: SessionParts,
  pipeline: Pipeline,
  signal: AbortSignal,
): Promise<void> {
  const { reporter, settings } = parts;
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const fetchFrom = (from: Cut) => startFetch(parts, from, both);
  let nextCheck = performance.now() + settings.lineageMs;
  let next = reporter.watch.next();
  let pending = fetchFrom(next);
  try {
    while (!signal.aborted) {
      const fetched = await orHeld(parts, pending);
      if (performance.now() >= nextCheck) {
        await pipeline.idle();
        if (await orHeld(parts, hasNewPartition(parts, both))) return;
        nextCheck = performance.now() + settings.lineageMs;
      }
      next = after(next, fetched?.chunks ?? []);
      const isLive = fetched !== null && !isMoreThere(fetched);
      // At the end of the log somebody may wait for what has just come, and nothing more is there.
      if (isLive) await pipeline.take(fetched);
      pending = fetchFrom(next);
      // What is asked for leaves before the thread is busy; and a log that never makes us wait must
      // not keep it from its other work.
      await nextTurn();
      if (fetched && !isLive) await pipeline.take(fetched);
    }
  } finally {
    stop.abort();
    await pending.catch(() => undefined);
    await pipeline.idle();
  }
}

/** Null where a fault concerned one partition alone: that one is left out from now on. */
async function orHeld<Value>(
  { held, reporter, onStanding }: SessionParts,
  work: Promise<Value>,
): Promise<Value | null> {
  try {
    return await work;
  } catch (thrown) {
    if (!held.hold(thrown)) throw thrown;
    reporter.moved();
    onStanding();
    return null;
  }
}

function startFetch({ log, held, settings }: SessionParts, from: Cut, signal: AbortSignal) {
  // The clock is read first: what is stamped later than that, this fetch need not bring.
  const at = log.now();
  const maxBytes = Math.min(settings.fetchBytes, settings.batchBytes);
  const limits = { maxBytes, maxWaitMs: settings.fetchWaitMs, signal };
  const asked = held.readable(from);
  const fetching = log.fetch(asked, limits).then((chunks): Fetched => ({ chunks, asked, at }));
  // Awaited after the batch before it is written; until then a failure must not go unhandled.
  fetching.catch(() => undefined);
  return fetching;
}

function after(from: Cut, chunks: readonly LogChunk[]): Cut {
  const next: { [partition: number]: Offset } = { ...from };
  for (const chunk of chunks) next[chunk.partition] = chunk.next;
  return next;
}

/** Once a minute: is it still the same log, and has it grown a partition? */
async function hasNewPartition(parts: SessionParts, signal: AbortSignal): Promise<boolean> {
  const { log, store, reporter } = parts;
  const at = log.now();
  const { bounds } = await checkLineage(log, store, signal);
  reporter.watch.rebound(bounds, at);
  return bounds.some(({ partition }) => !reporter.watch.has(partition));
}
