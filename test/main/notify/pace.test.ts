import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { Pace } from '../../../src/main/notify/pace.ts';

const never = new AbortController().signal;

/** Time that passes when everybody waits. */
class StillClock {
  now = 0;
  private readonly waiting: { readonly until: number; readonly wake: () => void }[] = [];

  elapsed(): number {
    return this.now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((wake, reject) => {
      this.waiting.push({ until: this.now + ms, wake });
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  }

  /** Lets time pass until nobody waits any more. */
  async run(): Promise<void> {
    for (await nextTurn(); this.waiting.length > 0; await nextTurn()) {
      this.waiting.sort((a, b) => a.until - b.until);
      const next = this.waiting.shift();
      this.now = Math.max(this.now, next?.until ?? 0);
      next?.wake();
    }
  }
}

let clock: StillClock;
let pace: Pace;
beforeEach(() => {
  clock = new StillClock();
  pace = new Pace(clock);
});

/** Who tells a service that takes one notice in so many ms, until it took this one; how often it said no. */
function tellingOf(everyMs: number) {
  const taken: number[] = [];
  let refused = 0;
  const tell = async () => {
    for (;;) {
      await pace.turn(never);
      if (clock.now - (taken.at(-1) ?? Number.NEGATIVE_INFINITY) >= everyMs) break;
      refused++;
      pace.pause(everyMs);
    }
    taken.push(clock.now);
    pace.ease();
  };
  return { tell, taken, refused: () => refused };
}

describe('the pace of a destination', () => {
  it('is anybody’s own while it never complained', async () => {
    await Promise.all(Array.from({ length: 50 }, () => pace.turn(never)));
    expect(clock.now).toBe(0);
  });

  it('lets nobody tell it anything during the pause it asked for, who asked before included', async () => {
    pace.pause(3_000);
    const turns = [0, 1].map(() => pace.turn(never).then(() => clock.now));
    await nextTurn();
    pace.pause(7_000);
    await clock.run();
    for (const at of await Promise.all(turns)) expect(at).toBeGreaterThanOrEqual(7_000);
  });

  it('comes near to what it takes, and seldom asks too much', async () => {
    const { tell, taken, refused } = tellingOf(1_000);
    const partition = async () => {
      for (let notice = 0; notice < 6; notice++) await tell();
    };
    const telling = Promise.all(Array.from({ length: 50 }, partition));
    await clock.run();
    await telling;
    expect(taken).toHaveLength(300);
    // Once by all partitions, before anything was known; after that by one notice in ten.
    expect(refused()).toBeLessThan(50 + 30);
    expect(clock.now).toBeLessThan(1.6 * 300 * 1_000);
  });

  it('is forgotten once it has taken many', async () => {
    pace.pause(1_000);
    await Promise.all([pace.turn(never), clock.run()]);
    for (let count = 0; count < 40; count++) pace.ease();
    const before = clock.now;
    const turns = Promise.all(Array.from({ length: 50 }, () => pace.turn(never)));
    await clock.run();
    await turns;
    expect(clock.now - before).toBeLessThanOrEqual(100);
  });

  it('waits no longer than its caller does', async () => {
    const stop = new AbortController();
    pace.pause(60_000);
    const turn = pace.turn(stop.signal);
    stop.abort(new Error('told to end'));
    await expect(turn).rejects.toThrow('told to end');
  });
});
