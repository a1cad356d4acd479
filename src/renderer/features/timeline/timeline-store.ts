import { create } from 'zustand';
import { fasterThan, usualSpeed } from './speeds.ts';
import { bringIntoView, panBy, type TimeWindow, zoomAround } from './time-scale.ts';

type TimelineState = {
  /** From the first record to the last, ms since 1970; null until the log told. */
  readonly extent: TimeWindow | null;
  /** What is zoomed into; null for all time. */
  readonly zoom: TimeWindow | null;
  /** 1 plays on, -1 back, 0 stands. */
  readonly direction: -1 | 0 | 1;
  /** Index into `speeds`. */
  readonly speed: number;
};

/** What the person does with the timeline. */
export const useTimeline = create<TimelineState>(() => ({
  extent: null,
  zoom: null,
  direction: 0,
  speed: usualSpeed,
}));

/** The window the timeline shows now; null while there is nothing to show. */
export function shownWindow({ zoom, extent }: TimelineState): TimeWindow | null {
  return zoom ?? extent;
}

/** Zooms by `factor` (less than 1 shows less time), the time at `anchor` kept where it is. */
export function zoomBy(factor: number, anchor: number): void {
  changeWindow((window, extent) => zoomAround(window, { factor, anchor }, extent));
}

/** Moves the window by `ms`; positive is later. */
export function panWindow(ms: number): void {
  changeWindow((window, extent) => panBy(window, ms, extent));
}

/** Moves the window so that the time is seen. */
export function reveal(time: number): void {
  if (useTimeline.getState().zoom) {
    changeWindow((window, extent) => bringIntoView(window, time, extent));
  }
}

/** Shows all time. */
export function showAllTime(): void {
  useTimeline.setState({ zoom: null });
}

/** Plays on or back; pressed again in the same direction, faster. */
export function playOrFaster(direction: -1 | 1): void {
  useTimeline.setState((state) => ({
    direction,
    speed: state.direction === direction ? fasterThan(state.speed) : state.speed,
  }));
}

/** Stands still. */
export function pause(): void {
  useTimeline.setState({ direction: 0 });
}

/** Plays, or stands still if it played. */
export function togglePlay(): void {
  useTimeline.setState((state) => ({ direction: state.direction === 0 ? 1 : 0 }));
}

function changeWindow(change: (window: TimeWindow, extent: TimeWindow) => TimeWindow): void {
  useTimeline.setState((state) => {
    const window = shownWindow(state);
    if (!window || !state.extent) return {};
    const next = change(window, state.extent);
    const isAll = next.from <= state.extent.from && next.to >= state.extent.to;
    return { zoom: isAll ? null : next };
  });
}
