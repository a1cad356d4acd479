import type { Cut } from '../../shared/log/cut.ts';
import type { Store } from '../store/write/open-store.ts';
import type { HeldPartitions } from './held-partitions.ts';
import type { Fetched } from './partition-watch.ts';
import type { BatchPlanner } from './plan-batch.ts';
import type { Reporter } from './report-state.ts';

/** Plans what was fetched and has it written: one batch is planned while the one before it is written. */
export type Pipeline = {
  /** Resolves once the batch is planned and the one before it is written; rejects where that failed. */
  take(fetched: Fetched): Promise<void>;
  /** Resolves once nothing is being written; rejects where the last write failed. */
  idle(): Promise<void>;
};

/** What a pipeline works with. */
export type PipelineParts = {
  readonly store: Store;
  readonly onCommit: (cut: Cut) => void;
  readonly reporter: Reporter;
  readonly held: HeldPartitions;
};

/** Begins with nothing under way. After a rejection it is spent, as its planner is. */
export function openPipeline(
  { store, onCommit, reporter, held }: PipelineParts,
  planner: BatchPlanner,
): Pipeline {
  let writing: Promise<void> = Promise.resolve();
  const begin = (batch: ReturnType<BatchPlanner['plan']>, fetched: Fetched): Promise<void> => {
    // An async function, so that a store that throws at once rejects like one that answers later.
    const work = (async () => {
      await store.commit(batch);
      planner.committed();
      reporter.watch.advance(fetched, batch.steps);
      reporter.moved();
      onCommit(reporter.watch.next());
    })();
    // Awaited with the next batch: until then a failure must not go unhandled.
    work.catch(() => undefined);
    return work;
  };
  return {
    async take(fetched) {
      held.answered(fetched.chunks);
      const fresh = fetched.chunks.filter(({ from, next }) => next > from);
      if (fresh.length === 0) {
        await writing;
        reporter.watch.advance(fetched, []);
        reporter.moved();
        return;
      }
      const batch = planner.plan(fresh, reporter.finalThrough());
      await writing;
      writing = begin(batch, fetched);
    },
    idle: () => writing,
  };
}
