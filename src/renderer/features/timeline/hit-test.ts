import type { LaneDot, PlacedBar } from './lane-layout.ts';
import { type TimeWindow, xOf } from './time-scale.ts';

/** Where the pointer is, px from the left of the plot. */
export type Plot = { readonly window: TimeWindow; readonly width: number };

const reachPx = 5;

/** The dot nearest to `x`, if it is near enough to be meant. */
export function dotNear(
  dots: readonly LaneDot[],
  { window, width }: Plot,
  x: number,
): LaneDot | null {
  let nearest: LaneDot | null = null;
  let distance = reachPx;
  for (const dot of dots) {
    const away = Math.abs(xOf(window, width, dot.tau) - x);
    if (away <= distance) {
      nearest = dot;
      distance = away;
    }
  }
  return nearest;
}

/** The bars under `x`; a bar shorter than a pixel or two can still be met. */
export function barsAt(
  bars: readonly PlacedBar[],
  { window, width }: Plot,
  x: number,
): PlacedBar[] {
  return bars.filter((bar) => {
    const from = xOf(window, width, bar.fromTau);
    const to = bar.toTau === null ? width : xOf(window, width, bar.toTau);
    const slack = Math.max(0, reachPx - (to - from)) / 2;
    return x >= from - slack && x <= to + slack;
  });
}
