import type { Cut } from '../../shared/log/cut.ts';
import type { Offset } from '../../shared/log/offset.ts';

/** Something written down under a key; of one key the last counts. */
export type Note = { readonly key: string; readonly value: Uint8Array };

/** Somebody else has taken the partition: nothing was written. */
export class HoldLostError extends Error {
  constructor(partition: number) {
    super(`Another copy has taken partition ${partition}.`);
    this.name = 'HoldLostError';
  }
}

/** A partition in the hands of one copy. Whoever takes it next shuts this one out. */
export type Hold = {
  readonly partition: number;
  /** What was written down of the partition before it was taken: by key, the last. */
  readonly notes: ReadonlyMap<string, Uint8Array>;
  /** The next offset to work on; all below it was done when the partition was taken. */
  readonly next: Offset;
  /**
   * Writes down all of it or nothing, in one step with the next offset to work on, where that is
   * given; resolves when it stands, whatever becomes of the log's brokers. Rejects with `HoldLostError`, or with `LogFaultError` where the answer was lost or the
   * log is out of reach: then only taking the partition again tells what stands.
   */
  write(notes: readonly Note[], next?: Offset): Promise<void>;
};

/** Where work on a partition begins of which nothing is done yet: behind what it holds, or at its start. */
export type FirstPosition = 'end' | 'start';

/** A partition of shared work: what is done lies below `next` (null: nobody has taken it yet), what there is below `end`. */
export type WorkDone = Pick<Hold, 'partition' | 'notes'> & {
  readonly next: Offset | null;
  readonly end: Offset;
};

/**
 * Work on a log that copies of a program share by partition. Which copy has which partition is
 * agreed on; that an earlier owner cannot write any more is sure. Methods reject with
 * `LogFaultError`.
 */
export type SharedWork = {
  /**
   * Takes part until the signal fires. `onShare` hears which partitions are this copy's, each time
   * that changes; what is not named any more is given up.
   */
  join(onShare: (partitions: readonly number[]) => void, signal: AbortSignal): Promise<void>;
  /** Takes a partition from whoever had it. */
  take(partition: number, signal: AbortSignal): Promise<Hold>;
  /** How far the work is in every partition, or in the one named, and what was written down; takes nothing from anybody. */
  look(only?: number): Promise<readonly WorkDone[]>;
  /** Tells who looks at the log's own tools how far the work is; nothing hangs on it. */
  show(positions: Cut): Promise<void>;
  close(): Promise<void>;
};
