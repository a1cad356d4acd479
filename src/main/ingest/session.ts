import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cut } from '../../shared/log/cut.ts';
import type { Offset } from '../../shared/log/offset.ts';
import type { Log, LogChunk } from '../log/log-port.ts';
import type { Store } from '../store/write/open-store.ts';
import { checkLineage, lostToRetention } from './check-lineage.ts';
import type { IngestSettings } from './ingest.ts';
import { BatchPlanner } from './plan-batch.ts';
import type { Reporter } from './report-state.ts';

/** What one stretch of reading works with. */
export type SessionParts = {
  readonly log: Log;
  readonly store: Store;
  readonly onCommit: (cut: Cut) => void;
  readonly reporter: Reporter;
  readonly settings: IngestSettings;
};

/** What a fetch begun at `at` (ms, the log's clock) brought. */
type Fetched = { readonly chunks: readonly LogChunk[]; readonly at: number };

/**
 * Checks that the log is the one read before and takes the fold up at the checkpoints. The
 * function it gives reads until the signal aborts or a partition is new; it throws the faults of
 * log and store, after which the session is spent.
 */
export async function openSession(
  parts: SessionParts,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const { log, store, reporter } = parts;
  const at = log.now();
  const { identity, bounds } = await checkLineage(log, store, signal);
  store.adopt(identity, bounds);
  const checkpoints = store.checkpoints();
  const planner = new BatchPlanner(store, identity.text);
  reporter.watch.begin(checkpoints, bounds, at);
  const commit = (fetched: Fetched) => commitChunks(parts, planner, fetched);
  commit({ chunks: lostToRetention(checkpoints, bounds), at });
  return () => consume(parts, commit, signal);
}

/** One fetch is always under way while the batch before it is written. */
async function consume(
  parts: SessionParts,
  commit: (fetched: Fetched) => void,
  signal: AbortSignal,
): Promise<void> {
  const { reporter, settings } = parts;
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const fetchFrom = (from: Cut) => startFetch(parts, from, both);
  let nextCheck = performance.now() + settings.lineageMs;
  let pending = fetchFrom(reporter.watch.next());
  try {
    while (!signal.aborted) {
      const fetched = await pending;
      if (performance.now() >= nextCheck) {
        if (await hasNewPartition(parts, both)) return;
        nextCheck = performance.now() + settings.lineageMs;
      }
      pending = fetchFrom(after(reporter.watch.next(), fetched.chunks));
      commit(fetched);
      // A log that never makes us wait must not keep this thread from its other work.
      await nextTurn();
    }
  } finally {
    stop.abort();
    await pending.catch(() => undefined);
  }
}

function startFetch({ log, settings }: SessionParts, from: Cut, signal: AbortSignal) {
  // The clock is read first: what is stamped later than that, this fetch need not bring.
  const at = log.now();
  const limits = { maxBytes: settings.batchBytes, maxWaitMs: settings.fetchWaitMs, signal };
  const fetching = log.fetch(from, limits).then((chunks): Fetched => ({ chunks, at }));
  // Awaited after the batch before it is written; until then a failure must not go unhandled.
  fetching.catch(() => undefined);
  return fetching;
}

function after(from: Cut, chunks: readonly LogChunk[]): Cut {
  const next: { [partition: number]: Offset } = { ...from };
  for (const chunk of chunks) next[chunk.partition] = chunk.next;
  return next;
}

function commitChunks(parts: SessionParts, planner: BatchPlanner, { chunks, at }: Fetched): void {
  const { store, reporter, onCommit } = parts;
  const fresh = chunks.filter(({ from, next }) => next > from);
  if (fresh.length === 0) {
    reporter.watch.advance(chunks, [], at);
    reporter.moved();
    return;
  }
  const batch = planner.plan(fresh, reporter.finalThrough());
  store.commit(batch);
  planner.committed();
  reporter.watch.advance(chunks, batch.steps, at);
  reporter.moved();
  onCommit(reporter.watch.next());
}

/** Once a minute: is it still the same log, and has it grown a partition? */
async function hasNewPartition(parts: SessionParts, signal: AbortSignal): Promise<boolean> {
  const { log, store, reporter } = parts;
  const at = log.now();
  const { bounds } = await checkLineage(log, store, signal);
  reporter.watch.rebound(bounds, at);
  return bounds.some(({ partition }) => !reporter.watch.has(partition));
}
