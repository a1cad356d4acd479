import type { Result } from '../../shared/kit/result.ts';
import type { Cut } from '../../shared/log/cut.ts';
import type { Log } from '../log/log-port.ts';
import type { Store } from '../store/write/open-store.ts';
import { CutWaiters } from './cut-waiters.ts';
import { HeldPartitions } from './held-partitions.ts';
import { type IngestSettings, usualSettings } from './ingest-settings.ts';
import type { IngestPause, IngestState } from './ingest-state.ts';
import { nameTrouble } from './name-trouble.ts';
import { pauseFor } from './pause-for.ts';
import { type Reporter, reportState } from './report-state.ts';
import { openSession } from './session.ts';

/** What ingest works with. */
export type IngestParts = {
  readonly log: Log;
  readonly store: Store;
  /** After each commit: the next offsets, all below which is in the store. */
  readonly onCommit: (cut: Cut) => void;
  /** At most ten times a second. */
  readonly onState: (state: IngestState) => void;
  /** False while the log itself is still being filled from a file; true where absent. */
  readonly isFed?: () => boolean;
  readonly settings?: Partial<IngestSettings>;
};

/** Reads a log into the store until it is told to stop. */
export type Ingest = {
  /** Resolves when the signal aborts, or after a fault that needs a person; rejects for a bug. */
  run(signal: AbortSignal): Promise<void>;
  /** Resolves when everything below the cut is committed, or reading stopped for good; rejects when the signal aborts. */
  catchUpTo(cut: Cut, signal: AbortSignal): Promise<Result<null, IngestPause>>;
  state(): IngestState;
};

/** Joins log and store: fetch, decode, fold, plan, commit, again. */
export function createIngest(parts: IngestParts): Ingest {
  const settings = { ...usualSettings, ...parts.settings };
  const held = new HeldPartitions(settings);
  const reporter = reportState({ ...parts, held });
  const waiters = new CutWaiters(reporter.watch, held);
  const onCommit = (cut: Cut) => {
    parts.onCommit(cut);
    waiters.settle();
  };
  const onStanding = () => waiters.settle();
  const session = { ...parts, settings, onCommit, onStanding, reporter, held };
  return {
    run: (signal) => readUntil(signal, { session, reporter, waiters }),
    catchUpTo: (cut, signal) => waiters.wait(cut, signal),
    state: reporter.state,
  };
}

type Running = {
  readonly session: Parameters<typeof openSession>[0];
  readonly reporter: Reporter;
  readonly waiters: CutWaiters;
};

async function readUntil(signal: AbortSignal, { session, reporter, waiters }: Running) {
  const { firstPauseMs, longestPauseMs } = session.settings;
  let waitMs = firstPauseMs;
  waiters.resume();
  while (!signal.aborted) {
    const before = reporter.watch.extent().read;
    try {
      const consume = await openSession(session, signal);
      // What was read in an earlier run is known only now: somebody may have waited for it.
      waiters.settle();
      await consume();
    } catch (thrown) {
      if (signal.aborted) return;
      const pause = nameTrouble(thrown);
      reporter.pause(pause);
      if (pause.fatal) waiters.fail(pause);
      if (pause.code === 'internal') throw thrown;
      if (pause.fatal) return;
      waitMs = reporter.watch.extent().read > before ? firstPauseMs : waitMs;
      await pauseFor(waitMs, signal);
      waitMs = Math.min(waitMs * 2, longestPauseMs);
    }
  }
}
