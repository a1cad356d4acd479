import type { LogFault } from '../log/log-port.ts';
import type { StoreFault } from '../store/write/store-fault.ts';

/** Why reading stands still. A `fatal` pause needs a person; others end by themselves. */
export type IngestPause = {
  readonly code:
    | LogFault['code']
    | StoreFault['code']
    /** The file behind the log cannot be read on. */
    | 'file_not_found'
    | 'file_refused'
    | 'choose_topic'
    /** The thread that reads ended; its host starts it again. */
    | 'writer_stopped'
    /** Another Playhead has the workspace. */
    | 'workspace_busy'
    | 'internal';
  readonly text: string;
  readonly fatal: boolean;
  readonly data: unknown;
};

/** How far reading has come. */
export type IngestState = {
  /** True where every partition was read to the last stable offset captured from the log. */
  readonly caughtUp: boolean;
  /** Of the offsets from the first read to the log's end, 0 to 100. */
  readonly percent: number;
  /** Offsets a second while catching up; 0 when live. */
  readonly rate: number;
  readonly secondsLeft: number | null;
  /** Offsets that wait behind an open transaction. */
  readonly heldBack: number;
  readonly paused: IngestPause | null;
  /** The tau (ms) up to which the step from a time to a cut is final; -1 where none is. */
  readonly finalThrough: number;
  /** Per partition the first offset read, the next to fetch, and the last stable offset. */
  readonly partitions: {
    readonly [partition: number]: {
      readonly start: number;
      readonly next: number;
      readonly end: number;
    };
  };
};
