import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticksOf } from '../../src/renderer/features/timeline/ticks.ts';

const at = (text: string) => Date.parse(text);
const labels = (from: string, to: string, width = 1000) =>
  ticksOf({ from: at(from), to: at(to) }, width, 'utc').map(({ label }) => label);

describe('the ticks of the axis', () => {
  it('names months over two years, and the year where it begins', () => {
    const ticks = ticksOf(
      { from: at('2024-11-20T00:00Z'), to: at('2026-11-20T00:00Z') },
      1400,
      'utc',
    );
    expect(ticks.map(({ label }) => label)).toEqual([
      ...['Jan 2025', 'Mar', 'May', 'Jul', 'Sep', 'Nov'],
      ...['Jan 2026', 'Mar', 'May', 'Jul', 'Sep', 'Nov'],
    ]);
    expect(ticks[0]).toMatchObject({ time: at('2025-01-01T00:00Z'), isStrong: true });
  });

  it('names hours within a day, and the day at midnight', () => {
    expect(labels('2026-03-11T20:30Z', '2026-03-12T05:00Z', 900)).toEqual([
      ...['21:00', '22:00', '23:00', '12 Mar', '01:00', '02:00', '03:00', '04:00', '05:00'],
    ]);
  });

  it('names milliseconds within a second', () => {
    expect(labels('2026-03-12T02:13:40.000Z', '2026-03-12T02:13:41.000Z', 500)).toEqual([
      ...['02:13:40.000', '02:13:40.200', '02:13:40.400', '02:13:40.600', '02:13:40.800'],
      '02:13:41.000',
    ]);
  });

  it('keeps ticks inside the window, in order, and a label apart', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2000-01-01T00:00Z'), max: at('2099-01-01T00:00Z') }),
        fc.integer({ min: 1000, max: 30 * 365 * 86_400_000 }),
        fc.integer({ min: 300, max: 3000 }),
        fc.constantFrom('utc' as const, 'local' as const),
        (from, span, width, zone) => {
          const window = { from, to: from + span };
          const times = ticksOf(window, width, zone).map(({ time }) => time);
          expect(times.every((time) => time >= window.from && time <= window.to)).toBe(true);
          for (let index = 1; index < times.length; index++) {
            const gap = (times[index] ?? 0) - (times[index - 1] ?? 0);
            // Months and days of a changing clock are not equally long.
            expect((gap / span) * width).toBeGreaterThan(80);
          }
        },
      ),
    );
  });
});
