import { describe, expect, it } from 'vitest';
import { createLatestRunner } from '../../src/renderer/state/latest-runner.ts';

describe('the latest runner', () => {
  it('runs one at a time, skips what was overtaken, and ends with the newest', async () => {
    const started: number[] = [];
    const release: (() => void)[] = [];
    const run = createLatestRunner((input: number) => {
      started.push(input);
      return new Promise<void>((resolve) => release.push(resolve));
    });
    for (const input of [1, 2, 3, 4]) run(input);
    expect(started).toEqual([1]);
    release[0]?.();
    await new Promise((resolve) => setTimeout(resolve));
    expect(started).toEqual([1, 4]);
  });

  it('goes on after a failure', async () => {
    const started: string[] = [];
    const run = createLatestRunner((input: string) => {
      started.push(input);
      return Promise.reject(new Error('no'));
    });
    run('first');
    run('second');
    await new Promise((resolve) => setTimeout(resolve));
    expect(started).toEqual(['first', 'second']);
  });
});
