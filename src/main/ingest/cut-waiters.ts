import { err, ok, type Result } from '../../shared/kit/result.ts';
import type { Cut } from '../../shared/log/cut.ts';
import type { HeldPartitions } from './held-partitions.ts';
import type { IngestPause } from './ingest-state.ts';
import type { PartitionWatch } from './partition-watch.ts';

type Waiter = { readonly cut: Cut; readonly settle: (result: Result<null, IngestPause>) => void };

/** Those who wait until reading has passed a cut. */
export class CutWaiters {
  readonly #watch: PartitionWatch;
  readonly #held: HeldPartitions;
  readonly #waiting = new Set<Waiter>();
  #stopped: IngestPause | null = null;

  constructor(watch: PartitionWatch, held: HeldPartitions) {
    this.#watch = watch;
    this.#held = held;
  }

  /** Resolves past the cut, or with the reason where reading stopped for good; rejects on abort. */
  wait(cut: Cut, signal: AbortSignal): Promise<Result<null, IngestPause>> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      if (this.#watch.isPast(cut)) return resolve(ok(null));
      const barrier = this.#stopped ?? this.#held.barrier(cut, this.#watch.next());
      if (barrier) return resolve(err(barrier));
      const abandon = () => {
        this.#waiting.delete(waiter);
        reject(signal.reason);
      };
      const settle = (result: Result<null, IngestPause>) => {
        this.#waiting.delete(waiter);
        signal.removeEventListener('abort', abandon);
        resolve(result);
      };
      const waiter: Waiter = { cut, settle };
      this.#waiting.add(waiter);
      signal.addEventListener('abort', abandon, { once: true });
    });
  }

  /** After a commit, or when a partition was left out. */
  settle(): void {
    if (this.#waiting.size === 0) return;
    const next = this.#watch.next();
    for (const waiter of this.#waiting) {
      const barrier = this.#held.barrier(waiter.cut, next);
      if (this.#watch.isPast(waiter.cut)) waiter.settle(ok(null));
      else if (barrier) waiter.settle(err(barrier));
    }
  }

  /** Reading stopped for good. */
  fail(pause: IngestPause): void {
    this.#stopped = pause;
    for (const waiter of this.#waiting) waiter.settle(err(pause));
  }

  /** Reading begins again. */
  resume(): void {
    this.#stopped = null;
  }
}
