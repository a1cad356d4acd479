import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openChangeFeed } from '../../../src/main/rpc/change-feed.ts';

describe('the feed of changes', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const openCounter = () => {
    let n = 0;
    let measured = 0;
    const feed = openChangeFeed(() => {
      measured++;
      return n;
    }, 100);
    const change = () => {
      n++;
      feed.touch();
    };
    return { feed, change, measured: () => measured };
  };

  it('tells the newest value at once', async () => {
    const { feed, change } = openCounter();
    change();
    expect((await feed.listen(undefined).next()).value).toBe(1);
  });

  it('tells at most ten values a second, however often something changes, and the last of them', async () => {
    const { feed, change } = openCounter();
    const stop = new AbortController();
    const told: number[] = [];
    const listening = (async () => {
      for await (const value of feed.listen(stop.signal)) told.push(value);
    })();
    for (let turn = 0; turn < 1_000; turn++) {
      change();
      await vi.advanceTimersByTimeAsync(1);
    }
    await vi.advanceTimersByTimeAsync(200);
    stop.abort();
    await listening;
    expect(told.length).toBeGreaterThan(8);
    expect(told.length).toBeLessThanOrEqual(12);
    expect(told.at(-1)).toBe(1_000);
  });

  it('leaves out what a slow listener missed', async () => {
    const { feed, change } = openCounter();
    const values = feed.listen(undefined);
    await values.next();
    for (const _turn of [1, 2, 3]) {
      change();
      await vi.advanceTimersByTimeAsync(150);
    }
    expect((await values.next()).value).toBe(3);
  });

  it('measures once a change for all listeners, and never without one', async () => {
    const { feed, change, measured } = openCounter();
    change();
    await vi.advanceTimersByTimeAsync(150);
    expect(measured()).toBe(0);
    await Promise.all([1, 2, 3].map(() => feed.listen(undefined).next()));
    expect(measured()).toBe(1);
  });

  it('ends when its signal aborts, also while it waits', async () => {
    const { feed } = openCounter();
    const stop = new AbortController();
    const values = feed.listen(stop.signal);
    await values.next();
    const waiting = values.next();
    stop.abort();
    expect(await waiting).toEqual({ value: undefined, done: true });
  });
});
