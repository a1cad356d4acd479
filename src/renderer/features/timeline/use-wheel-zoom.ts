import { type RefObject, useEffect } from 'react';
import { type TimeWindow, timeAt, xOf } from './time-scale.ts';
import { panWindow, shownWindow, useTimeline, zoomBy } from './timeline-store.ts';
import { playheadTimeNow } from './use-playhead-time.ts';

const perNotch = 0.0016;
const reachPx = 8;

/** The wheel zooms around the pointer; sideways, or with Shift, it moves the window. */
export function useWheelZoom(plot: RefObject<HTMLElement | null>, width: number): void {
  useEffect(() => {
    const element = plot.current;
    if (!element) return;
    const turn = (event: WheelEvent) => {
      const window = shownWindow(useTimeline.getState());
      if (!window) return;
      event.preventDefault();
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (Math.abs(sideways) > (event.shiftKey ? 0 : Math.abs(event.deltaY))) {
        return panWindow(Math.round((sideways / Math.max(1, width)) * (window.to - window.from)));
      }
      const x = event.clientX - element.getBoundingClientRect().left;
      zoomBy(Math.exp(event.deltaY * perNotch), anchorAt(window, width, x));
    };
    // React listens passively, and a passive listener cannot keep the page from scrolling.
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [plot, width]);
}

// A pixel may be half a day: near the playhead, the playhead is meant.
function anchorAt(window: TimeWindow, width: number, x: number): number {
  const playhead = playheadTimeNow();
  const isNear = playhead !== null && Math.abs(xOf(window, width, playhead) - x) <= reachPx;
  return isNear ? playhead : timeAt(window, width, x);
}
