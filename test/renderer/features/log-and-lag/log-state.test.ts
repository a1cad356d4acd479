import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOfOffsets } from '../../../../src/renderer/domain-ui/account-of-offsets.ts';
import {
  partitionRows,
  totalLag,
} from '../../../../src/renderer/features/log-and-lag/partition-rows.ts';
import { readingState } from '../../../../src/renderer/features/log-and-lag/reading-state.ts';

const none = {
  event: 0,
  duplicate: 0,
  unknownType: 0,
  tombstone: 0,
  quarantined: 0,
  control: 0,
  aborted: 0,
  gap: 0,
  anomaly: 0,
};

describe('the partitions', () => {
  it('stand in order of number, with lag and share', () => {
    const rows = partitionRows({
      10: { start: 0, next: 75, end: 80 },
      2: { start: 5, next: 30, end: 30 },
    });
    expect(rows.map(({ partition, lag, share }) => [partition, lag, share])).toEqual([
      [2, 0, 0.25],
      [10, 5, 0.75],
    ]);
    expect(totalLag(rows)).toBe(5);
  });

  it('have no share of nothing, and no lag below none', () => {
    const [row] = partitionRows({ 0: { start: 7, next: 7, end: 5 } });
    expect(row).toMatchObject({ share: 0, lag: 0 });
  });

  it('have shares that add up to one wherever anything was read', () => {
    const bounds = fc.record({ start: fc.nat(1000), read: fc.integer({ min: 1, max: 1000 }) });
    fc.assert(
      fc.property(fc.array(bounds, { minLength: 1, maxLength: 60 }), (all) => {
        const partitions = Object.fromEntries(
          all.map(({ start, read }, p) => [p, { start, next: start + read, end: start + read }]),
        );
        const sum = partitionRows(partitions).reduce((total, { share }) => total + share, 0);
        expect(sum).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('the account of offsets', () => {
  const partitions = { 0: { start: 10, next: 20, end: 20 }, 1: { start: 0, next: 5, end: 9 } };

  it('adds up where every offset read is of one class', () => {
    const counts = { ...none, event: 11, duplicate: 1, control: 2, gap: 1, anomaly: 4 };
    expect(accountOfOffsets({ counts, partitions })).toMatchObject({
      sum: 15,
      read: 15,
      addsUp: true,
    });
  });

  it('says so where it does not', () => {
    const counts = { ...none, event: 14 };
    expect(accountOfOffsets({ counts, partitions }).addsUp).toBe(false);
  });
});

describe('how reading stands', () => {
  const status = {
    log: { kind: 'kafka', address: 'kafka://a:1/t', title: 't' },
    caughtUp: false,
    percent: 41.7,
    rate: 120_000,
    secondsLeft: 90,
    paused: null,
  } as const;

  it('says percent, rate and time left while it catches up', () => {
    expect(readingState(status).text.replaceAll(/\s/gu, ' ')).toBe(
      '41 % read, 120 000 records a second, about 1 minute 30 seconds left.',
    );
    expect(readingState({ ...status, rate: 0, secondsLeft: null }).text).toBe('41 % read.');
  });

  it('says why it stands still and what to do, before all else', () => {
    const paused = { code: 'log_out_of_reach', text: 'No broker answers.', data: null };
    const state = readingState({ ...status, caughtUp: true, paused });
    expect(state).toMatchObject({ look: 'wrong', text: 'No broker answers.' });
    expect(state.todo).toMatch(/brokers/);
    expect(readingState({ ...status, paused: { ...paused, code: 'toString' } }).todo).toBeNull();
  });

  it('is green where the log was read to its end', () => {
    expect(readingState({ ...status, caughtUp: true }).look).toBe('live');
  });
});
