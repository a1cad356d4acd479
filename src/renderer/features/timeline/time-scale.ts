/** What the timeline shows: record times in ms since 1970, `from` inclusive, `to` exclusive. */
export type TimeWindow = { readonly from: number; readonly to: number };

/** The shortest span that can be zoomed into, ms. */
const shortestSpanMs = 1000;

/** Where a time stands, px from the left; times outside the window lie outside 0 to `width`. */
export function xOf(window: TimeWindow, width: number, time: number): number {
  return ((time - window.from) / (window.to - window.from)) * width;
}

/** Which time stands at `x` px from the left, in whole ms. */
export function timeAt(window: TimeWindow, width: number, x: number): number {
  return Math.round(window.from + (x / Math.max(1, width)) * (window.to - window.from));
}

/** The window `factor` times as long (less than 1 zooms in), the time at `anchor` kept where it is, inside `extent`. */
export function zoomAround(
  window: TimeWindow,
  { factor, anchor }: { factor: number; anchor: number },
  extent: TimeWindow,
): TimeWindow {
  const longest = extent.to - extent.from;
  const shortest = Math.min(shortestSpanMs, longest);
  const before = window.to - window.from;
  const span = Math.max(shortest, Math.min(longest, before * factor));
  const share = (anchor - window.from) / before;
  const from = Math.round(anchor - share * span);
  return keepInside({ from, to: Math.round(from + span) }, extent);
}

/** The window moved by `ms` (positive is later), stopped at the ends of `extent`. */
export function panBy(window: TimeWindow, ms: number, extent: TimeWindow): TimeWindow {
  return keepInside({ from: window.from + ms, to: window.to + ms }, extent);
}

/** The window moved so that `time` stands in its middle, where it lies outside; else the window itself. */
export function bringIntoView(window: TimeWindow, time: number, extent: TimeWindow): TimeWindow {
  if (time >= window.from && time <= window.to) return window;
  return panBy(window, Math.round(time - (window.from + window.to) / 2), extent);
}

function keepInside(window: TimeWindow, extent: TimeWindow): TimeWindow {
  const span = window.to - window.from;
  if (span >= extent.to - extent.from) return extent;
  const from = Math.max(extent.from, Math.min(window.from, extent.to - span));
  return { from, to: from + span };
}
