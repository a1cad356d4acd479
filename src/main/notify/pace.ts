import type { Clock } from './clock.ts';

const firstGapMs = 100;
const longestGapMs = 5_000;
/** A shorter gap is none. */
const shortestGapMs = 20;
const easing = 0.95;

/**
 * Keeps a destination from being told more often than it likes, by all partitions of this copy
 * together. When it asks for a pause nobody tells it anything until that is over; after it they take
 * turns, with gaps that double when it asks again and shrink while it is content.
 */
export class Pace {
  private readonly clock: Pick<Clock, 'elapsed' | 'sleep'>;
  private quietUntil = 0;
  private nextTurn = 0;
  private gapMs = 0;

  constructor(clock: Pick<Clock, 'elapsed' | 'sleep'>) {
    this.clock = clock;
  }

  /** Resolves when it may be told of the next notice; rejects when the signal fires. */
  async turn(signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = this.clock.elapsed();
      const waitMs = Math.max(this.quietUntil, this.nextTurn) - now;
      if (waitMs <= 0) {
        this.nextTurn = now + this.gapMs;
        return;
      }
      // All wake at once: who is first takes the turn, and the others wait for the next.
      await this.clock.sleep(waitMs, signal);
    }
  }

  /** It asked not to be told anything for so many ms. */
  pause(ms: number): void {
    const now = this.clock.elapsed();
    const isNews = this.quietUntil <= now;
    this.quietUntil = Math.max(this.quietUntil, now + ms);
    if (!isNews) return;
    this.gapMs = Math.min(Math.max(2 * this.gapMs, firstGapMs), longestGapMs);
    this.nextTurn = this.quietUntil;
  }

  /** It took what it was told. */
  ease(): void {
    const eased = easing * this.gapMs;
    this.gapMs = eased < shortestGapMs ? 0 : eased;
  }
}
