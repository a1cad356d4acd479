import { describe, expect, it } from 'vitest';
import {
  barAt,
  bucketsFor,
  bucketWords,
  densityOf,
  scaleOf,
} from '../../src/renderer/features/timeline/density-bars.ts';

const week = 7 * 86_400_000;
const start = Date.parse('2026-01-05T00:00Z');

function densityOfWeeks(counts: readonly number[]) {
  return densityOf({
    bucketMs: week,
    buckets: counts.map((count, index) => ({
      at: new Date(start + index * week).toISOString(),
      counts: { UserLoggedInEvent: count - 1, RoleAssignedToUserEvent: 1 },
      problems: index === 2 ? 1 : 0,
    })),
  });
}

describe('the bars of the density', () => {
  it('counts the nine types as three kinds', () => {
    const { bars } = densityOf({
      bucketMs: 1000,
      buckets: [
        {
          at: new Date(0).toISOString(),
          counts: {
            UserCreatedEvent: 1,
            UserUpdatedEvent: 2,
            UserDeletedEvent: 4,
            UserLoggedInEvent: 8,
            RoleAssignedToUserEvent: 16,
            RoleUnassignedFromUserEvent: 32,
            RoleCreatedEvent: 64,
            RoleUpdatedEvent: 128,
            RoleDeletedEvent: 256,
          },
          problems: 3,
        },
      ],
    });
    expect(bars[0]).toMatchObject({ people: 7, signIns: 8, roles: 496, problems: 3, middle: 500 });
  });

  it('finds the bar a time falls into, its end exclusive', () => {
    const density = densityOfWeeks([10, 20, 30]);
    expect(barAt(density, start)?.signIns).toBe(9);
    expect(barAt(density, start + week - 1)?.signIns).toBe(9);
    expect(barAt(density, start + week)?.signIns).toBe(19);
    expect(barAt(density, start - 1)).toBeNull();
    expect(barAt(density, start + 3 * week)).toBeNull();
  });

  it('scales to a round number above all bars', () => {
    expect(scaleOf(densityOfWeeks([10, 170, 30]).bars)).toEqual({ top: 200, taller: [] });
  });

  it('cuts the few bars that dwarf the rest, and names them', () => {
    const counts = Array.from({ length: 100 }, (_, index) => 200 + (index % 40));
    const { bars } = densityOfWeeks([5000, ...counts]);
    const scale = scaleOf(bars);
    expect(scale.top).toBe(250);
    expect(scale.taller).toEqual([bars[0]]);
  });

  it('has a scale where there is nothing', () => {
    expect(scaleOf([])).toEqual({ top: 1, taller: [] });
  });

  it('asks for no more buckets than can be told apart', () => {
    expect(bucketsFor(1400)).toBe(280);
    expect(bucketsFor(0)).toBe(1);
    expect(bucketsFor(100_000)).toBe(400);
  });

  it('says how long a bucket is', () => {
    expect([week, 2 * 86_400_000, 3_600_000, 21_600_000, 250].map(bucketWords)).toEqual([
      'week',
      '2 days',
      'hour',
      '6 hours',
      '250 ms',
    ]);
  });
});
