import { type PointerEvent, useRef } from 'react';
import { goLive, moveTo, rest, useWhere } from '../../state/window-store.ts';
import { timeAt } from './time-scale.ts';
import { panWindow, pause, showAllTime, shownWindow, useTimeline } from './timeline-store.ts';

/** Handlers that scrub where they are put: press or drag sets the playhead, a double press shows all time. */
export function useScrub(width: number) {
  const frame = useRef(0);
  const before = useRef('head');
  const scrubTo = (event: PointerEvent<HTMLElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => moveToX(x, width));
  };
  const end = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    event.currentTarget.releasePointerCapture(event.pointerId);
    requestAnimationFrame(restOrGoLive);
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      if (event.detail <= 1) before.current = useWhere.getState().at;
      pause();
      scrubTo(event);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) scrubTo(event);
    },
    onPointerUp: end,
    onPointerCancel: end,
    onDoubleClick: () => {
      // The first press of the two moved the playhead: it goes back to where it was.
      moveTo(before.current);
      rest();
      showAllTime();
    },
  };
}

/** Handlers that move the window where they are put: a drag takes time along, a double press shows all. */
export function usePan(width: number) {
  const last = useRef(0);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      last.current = event.clientX;
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const window = shownWindow(useTimeline.getState());
      if (!window || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const msPerPx = (window.to - window.from) / Math.max(1, width);
      panWindow(Math.round((last.current - event.clientX) * msPerPx));
      last.current = event.clientX;
    },
    onDoubleClick: showAllTime,
  };
}

function moveToX(x: number, width: number): void {
  const state = useTimeline.getState();
  const window = shownWindow(state);
  if (!window || !state.extent) return;
  const time = timeAt(window, width, Math.max(0, Math.min(width, x)));
  moveTo(time >= state.extent.to ? 'head' : new Date(time).toISOString());
}

function restOrGoLive(): void {
  if (useWhere.getState().at === 'head') goLive();
  rest();
}
