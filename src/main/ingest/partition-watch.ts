import { type Cut, partitionsOf } from '../../shared/log/cut.ts';
import type { Offset } from '../../shared/log/offset.ts';
import type { LogChunk, PartitionBounds } from '../log/log-port.ts';
import type { Checkpoint } from '../store/write/checkpoints.ts';
import type { PartitionStep } from '../store/write/planned-batch.ts';

/** One partition as reading knows it: what is committed, and what the log said last. */
type Watched = {
  readonly start: Offset;
  next: Offset;
  tau: number;
  bounds: PartitionBounds;
  /** When the log was last seen to hold nothing past `next`, by the log's clock; null where it was not. */
  endSeenAt: number | null;
};

/** What a fetch of the partitions of `asked`, begun at `at` (ms, the log's clock), brought. */
export type Fetched = {
  readonly chunks: readonly LogChunk[];
  readonly asked: Cut;
  readonly at: number;
};

/** What is told by a fetch beside its records: these are let go as soon as they are planned. */
export type Told = {
  readonly bounds: readonly PartitionBounds[];
  readonly asked: Cut;
  readonly at: number;
};

/** What a fetch told. */
export function toldBy({ chunks, asked, at }: Fetched): Told {
  return { bounds: chunks.map(({ bounds }) => bounds), asked, at };
}

/** How long after its time a record may still come, ms; 0 where the log stamps records itself. */
export type Lateness = 0 | 60_000;

/** Keeps per partition the checkpoint and the log's bounds, and says what follows from the two. */
export class PartitionWatch {
  readonly #partitions = new Map<number, Watched>();

  /** Begins with the checkpoints and the bounds captured at the moment `at` (ms, the log's clock). */
  begin(checkpoints: readonly Checkpoint[], bounds: readonly PartitionBounds[], at: number): void {
    for (const { partition, start, next, tau } of checkpoints) {
      const found = bounds.find((each) => each.partition === partition);
      if (!found) continue;
      this.#partitions.set(partition, { start, next, tau, bounds: found, endSeenAt: null });
    }
    this.#seeEnds(bounds, at);
  }

  /** Takes in what a fetch told, once its steps are committed. */
  advance({ bounds, asked, at }: Told, steps: readonly PartitionStep[]): void {
    for (const { partition, next, tau } of steps) {
      const watched = this.#partitions.get(partition);
      if (watched) Object.assign(watched, { next, tau });
    }
    // A fetch that came back with nothing at all found every partition it asked for as it was.
    this.#seeEnds(bounds.length > 0 ? bounds : this.#boundsOf(asked), at);
  }

  /** Takes in bounds asked for at the moment `at`. */
  rebound(bounds: readonly PartitionBounds[], at: number): void {
    this.#seeEnds(bounds, at);
  }

  /** The next offsets to fetch. */
  next(): Cut {
    const cut: { [partition: number]: Offset } = {};
    for (const [partition, { next }] of this.#partitions) cut[partition] = next;
    return cut;
  }

  /** True where reading has passed every offset below the cut. */
  isPast(cut: Cut): boolean {
    return partitionsOf(cut).every(
      (partition) => (this.#partitions.get(partition)?.next ?? -1) >= (cut[partition] as number),
    );
  }

  has(partition: number): boolean {
    return this.#partitions.has(partition);
  }

  /** True where every partition was read to the last stable offset the log named. */
  isCaughtUp(): boolean {
    return this.#all().every(({ next, bounds }) => next >= bounds.lastStable);
  }

  /** Offsets read, and offsets there are to read, each from the first one read. */
  extent(): { read: number; total: number; heldBack: number } {
    let [read, total, heldBack] = [0, 0, 0];
    for (const { start, next, bounds } of this.#all()) {
      read += next - start;
      total += Math.max(next, bounds.lastStable) - start;
      heldBack += bounds.highWatermark - bounds.lastStable;
    }
    return { read, total, heldBack };
  }

  /**
   * The tau up to which no record can come any more: below the tau of a partition not read to its
   * end, and up to `lateness` before the moment the others were seen at theirs.
   */
  finalThrough(lateness: Lateness): number {
    const each = this.#all().map(({ tau, endSeenAt }) =>
      Math.max(tau - 1, endSeenAt === null ? -1 : endSeenAt - lateness),
    );
    return each.length === 0 ? -1 : Math.min(...each);
  }

  positions(): { [partition: number]: { start: number; next: number; end: number } } {
    return Object.fromEntries(
      [...this.#partitions].map(([partition, { start, next, bounds }]) => [
        partition,
        { start, next, end: Math.max(next, bounds.lastStable) },
      ]),
    );
  }

  #all(): Watched[] {
    return [...this.#partitions.values()];
  }

  #boundsOf(asked: Cut): PartitionBounds[] {
    return this.#all()
      .map(({ bounds }) => bounds)
      .filter(({ partition }) => asked[partition] !== undefined);
  }

  #seeEnds(bounds: readonly PartitionBounds[], at: number): void {
    for (const ends of bounds) {
      const watched = this.#partitions.get(ends.partition);
      if (!watched) continue;
      watched.bounds = ends;
      // Undecided records of an open transaction bring times of their own: not the end yet.
      if (watched.next >= ends.highWatermark) watched.endSeenAt = at;
    }
  }
}
