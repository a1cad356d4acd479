import type { Log } from '../log/log-port.ts';
import type { HeldPartitions } from './held-partitions.ts';
import type { IngestPause, IngestState } from './ingest-state.ts';
import { type Lateness, PartitionWatch } from './partition-watch.ts';
import { RateMeter } from './rate-meter.ts';

/** Keeps what the outside may know of the reading, and tells it at most ten times a second. */
export type Reporter = {
  readonly watch: PartitionWatch;
  state(): IngestState;
  /** Something moved. */
  moved(): void;
  pause(pause: IngestPause): void;
  finalThrough(): number;
};

type Told = {
  readonly log: Log;
  readonly onState: (state: IngestState) => void;
  readonly isFed?: () => boolean;
  readonly held: HeldPartitions;
};

const reportEveryMs = 100;

/** Makes the reporter of one log. */
export function reportState({ log, onState, held, isFed = () => true }: Told): Reporter {
  const watch = new PartitionWatch();
  const meter = new RateMeter();
  // A local log stamps what is appended itself, later than any moment it was asked for before.
  const lateness: Lateness = log.kind === 'kafka' ? 60_000 : 0;
  let paused: IngestPause | null = null;
  let begun = false;
  let timer: NodeJS.Timeout | null = null;
  let toldAt = 0;

  const state = (): IngestState => {
    const { read, total, heldBack } = watch.extent();
    const caughtUp = begun && watch.isCaughtUp() && isFed();
    const rate = caughtUp ? 0 : meter.rate();
    return {
      caughtUp,
      percent: total === 0 ? (caughtUp ? 100 : 0) : (100 * read) / total,
      rate,
      secondsLeft: caughtUp ? 0 : rate > 0 ? (total - read) / rate : null,
      heldBack,
      paused: paused ?? held.reason(),
      finalThrough: watch.finalThrough(lateness),
      partitions: watch.positions(),
    };
  };
  const tell = () => {
    timer = null;
    toldAt = Date.now();
    onState(state());
  };
  const tellSoon = () => {
    const waitMs = toldAt + reportEveryMs - Date.now();
    if (timer) return;
    if (waitMs <= 0) tell();
    else timer = setTimeout(tell, waitMs).unref();
  };
  return {
    watch,
    state,
    moved() {
      begun = true;
      paused = null;
      meter.sample(watch.extent().read);
      tellSoon();
    },
    pause(pause) {
      paused = pause;
      tellSoon();
    },
    finalThrough: () => watch.finalThrough(lateness),
  };
}
