import type { Cut } from '../../shared/log/cut.ts';
import type { Store } from '../store/write/open-store.ts';
import type { PlannedBatch } from '../store/write/planned-batch.ts';
import type { HeldPartitions } from './held-partitions.ts';
import type { IngestSettings } from './ingest-settings.ts';
import { type Fetched, type Told, toldBy } from './partition-watch.ts';
import type { BatchPlanner } from './plan-batch.ts';
import type { Reporter } from './report-state.ts';

/**
 * Plans what was fetched and has it written. While more is there to be had, what several fetches
 * brought goes into one batch; one batch is planned while the one before it is written.
 */
export type Pipeline = {
  /** Resolves once it is planned, and the batch before the one it fills is written; rejects where that failed. */
  take(fetched: Fetched): Promise<void>;
  /** Resolves once everything taken is written; rejects where the last write failed. */
  idle(): Promise<void>;
};

/** What a pipeline works with. */
export type PipelineParts = {
  readonly store: Store;
  readonly onCommit: (cut: Cut) => void;
  readonly reporter: Reporter;
  readonly held: HeldPartitions;
  readonly settings: IngestSettings;
};

/** No batch waits longer than this for more to come, ms. */
const longestFillMs = 1_000;

/** Begins with nothing under way. After a rejection it is spent, as its planner is. */
export function openPipeline(parts: PipelineParts, planner: BatchPlanner): Pipeline {
  const { reporter, held, settings } = parts;
  let writing: Promise<void> = Promise.resolve();
  let filling = nothingYet();
  const flush = async (): Promise<void> => {
    const { told } = filling;
    filling = nothingYet();
    if (told.length === 0) return;
    const batch = planner.finish();
    await writing;
    writing = write(parts, planner, { batch, told });
    // Awaited with the next batch: until then a failure must not go unhandled.
    writing.catch(() => undefined);
  };
  const isDue = (): boolean =>
    planner.addedBytes() >= settings.batchBytes ||
    performance.now() - filling.since > longestFillMs;
  return {
    async take(fetched) {
      held.answered(fetched.chunks);
      const fresh = fetched.chunks.filter(({ from, next }) => next > from);
      if (fresh.length === 0) {
        await flush();
        await writing;
        reporter.watch.advance(toldBy(fetched), []);
        reporter.moved();
        return;
      }
      if (filling.told.length === 0) filling.since = performance.now();
      filling.told.push(toldBy(fetched));
      try {
        planner.add(fresh, reporter.finalThrough());
      } catch (thrown) {
        // What was planned of it by half must never be written.
        filling = nothingYet();
        throw thrown;
      }
      if (isDue() || !isMoreThere(fetched)) await flush();
    },
    async idle() {
      await flush();
      await writing;
    },
  };
}

/** What the fetches told that filled the batch under way, and since when it is filled. */
type Filling = { readonly told: Told[]; since: number };

function nothingYet(): Filling {
  return { told: [], since: 0 };
}

/** True where the log holds more right now of what was asked for. */
export function isMoreThere({ chunks }: Fetched): boolean {
  return chunks.some(({ next, bounds }) => next < bounds.lastStable);
}

type Written = { readonly batch: PlannedBatch; readonly told: readonly Told[] };

// An async function, so that a store that throws at once rejects like one that answers later.
async function write(
  { store, onCommit, reporter }: PipelineParts,
  planner: BatchPlanner,
  { batch, told }: Written,
): Promise<void> {
  await store.commit(batch);
  planner.committed();
  for (const [index, each] of told.entries()) {
    reporter.watch.advance(each, index === 0 ? batch.steps : []);
  }
  reporter.moved();
  onCommit(reporter.watch.next());
}
