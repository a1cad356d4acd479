import { type Fault, FaultError } from '../../shared/contract/fault.ts';
import { createIngest, type Ingest } from '../ingest/ingest.ts';
import type { IngestPause, IngestState } from '../ingest/ingest-state.ts';
import type { Log } from '../log/log-port.ts';
import type { Store } from '../store/write/open-store.ts';
import type { FileFeed } from './file-log.ts';

/** A log that is being read into the model. */
export type Reading = {
  readonly ingest: Ingest;
  /** How reading stands, the file's own troubles included. */
  state(): IngestState;
  /** Resolves when there is something to say of the log; rejects with FaultError where a file is no log at all. */
  readonly begun: Promise<void>;
  stop(): Promise<void>;
};

/** What reading works with; `tell` is called at most ten times a second. */
export type ReadingParts = {
  readonly log: Log;
  readonly feed: FileFeed | null;
  readonly store: Store;
  tell(state: IngestState): void;
};

/** How long the first words are waited for before the workspace counts as open. */
const firstWordWithinMs = 3_000;
const firstImportWithinMs = 10_000;

/** Starts reading; a file is read into its log beside that. */
export function startReading({ log, feed, store, tell }: ReadingParts): Reading {
  const stop = new AbortController();
  const { promise: firstWord, resolve: spoken } = Promise.withResolvers<void>();
  let trouble: IngestPause | null = null;
  let filePercent: number | null = null;
  const asTold = (state: IngestState): IngestState => ({
    ...state,
    // Until the file was read for the first time there is no log yet, only its share of the way.
    percent: filePercent ?? state.percent,
    paused: trouble ?? state.paused,
  });
  const ingest = createIngest({
    log,
    store,
    ...(feed ? { isFed: feed.isFed } : {}),
    onCommit: () => {},
    onState: (state) => {
      spoken();
      filePercent = null;
      tell(asTold(state));
    },
  });
  const state = () => asTold(ingest.state());
  const feeding = feed?.run(stop.signal, (percent) => {
    if (!feed.isFirst) return;
    filePercent = percent;
    tell(state());
  });
  const fed = feeding?.then((fault) => {
    if (fault) trouble = pauseOf(fault);
    if (fault) tell(state());
    return fault;
  });
  // A bug in reading is not caught: it ends the thread, and the host says so and starts it again.
  const running = ingest.run(stop.signal);
  return {
    ingest,
    state,
    begun:
      feed?.isFirst && fed ? firstImport(fed, firstWord) : within(firstWord, firstWordWithinMs),
    stop: async () => {
      stop.abort();
      await Promise.all([running, fed?.catch(() => null)]);
    },
  };
}

/** A file that holds no log is refused while the person still looks; a long one is read on after that. */
async function firstImport(fed: Promise<Fault | null>, firstWord: Promise<void>): Promise<void> {
  const { promise: patience, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), firstImportWithinMs);
  const fault = await Promise.race([fed, patience]);
  clearTimeout(timer);
  if (fault) throw new FaultError(fault);
  await within(firstWord, firstWordWithinMs);
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  const { promise: patience, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, patience]);
  clearTimeout(timer);
}

function pauseOf({ code, text, data }: Fault): IngestPause {
  const known =
    code === 'file_not_found' || code === 'choose_topic' || code === 'file_refused'
      ? code
      : 'internal';
  return { code: known, text, fatal: true, data };
}
