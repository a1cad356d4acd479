import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bringIntoView,
  panBy,
  timeAt,
  xOf,
  zoomAround,
} from '../../src/renderer/features/timeline/time-scale.ts';

const extent = { from: 1_700_000_000_000, to: 1_763_000_000_000 };
const times = fc.integer({ min: extent.from, max: extent.to });
const windows = fc
  .tuple(times, times)
  .filter(([a, b]) => Math.abs(a - b) > 10_000)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

describe('the time scale', () => {
  it('puts the ends of the window at the ends of the plot', () => {
    expect(xOf(extent, 1000, extent.from)).toBe(0);
    expect(xOf(extent, 1000, extent.to)).toBe(1000);
    expect(timeAt(extent, 1000, 500)).toBe((extent.from + extent.to) / 2);
  });

  it('finds the time again that it placed, to the millisecond', () => {
    fc.assert(
      fc.property(windows, times, (window, time) => {
        expect(Math.abs(timeAt(window, 1412, xOf(window, 1412, time)) - time)).toBeLessThanOrEqual(
          1,
        );
      }),
    );
  });

  it('keeps the time under the pointer where it is while it zooms in', () => {
    fc.assert(
      fc.property(windows, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (window, share) => {
        const anchor = Math.round(window.from + share * (window.to - window.from));
        const zoomed = zoomAround(window, { factor: 0.5, anchor }, extent);
        const before = xOf(window, 1000, anchor);
        expect(Math.abs(xOf(zoomed, 1000, anchor) - before)).toBeLessThan(1);
      }),
    );
  });

  it('never leaves all time, however it is zoomed and moved', () => {
    fc.assert(
      fc.property(
        windows,
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        fc.integer({ min: -1e12, max: 1e12 }),
        times,
        (window, factor, ms, anchor) => {
          const moved = panBy(zoomAround(window, { factor, anchor }, extent), ms, extent);
          expect(moved.from).toBeGreaterThanOrEqual(extent.from);
          expect(moved.to).toBeLessThanOrEqual(extent.to);
          expect(moved.to - moved.from).toBeGreaterThanOrEqual(1000);
        },
      ),
    );
  });

  it('stops zooming in at a second', () => {
    const zoomed = zoomAround(extent, { factor: 1e-12, anchor: extent.from + 5000 }, extent);
    expect(zoomed.to - zoomed.from).toBe(1000);
  });

  it('moves to a time out of sight and stays for one in sight', () => {
    const window = { from: extent.from, to: extent.from + 10_000 };
    expect(bringIntoView(window, extent.from + 500, extent)).toBe(window);
    const moved = bringIntoView(window, extent.from + 50_000, extent);
    expect(moved).toEqual({ from: extent.from + 45_000, to: extent.from + 55_000 });
  });
});
