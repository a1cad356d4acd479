import { useKeys } from '../../state/use-keys.ts';
import { goLive, goTo, useWhere } from '../../state/window-store.ts';
import { stepBy } from './step-playhead.ts';
import {
  pause,
  playOrFaster,
  showAllTime,
  shownWindow,
  togglePlay,
  useTimeline,
  zoomBy,
} from './timeline-store.ts';
import { playheadTimeNow } from './use-playhead-time.ts';

const manySteps = 10;
const zoomStep = 0.5;

/** The keys of the timeline. */
export function useTimelineKeys(): void {
  useKeys({
    ' ': togglePlay,
    j: () => playOrFaster(-1),
    k: pause,
    l: () => playOrFaster(1),
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    'Shift+ArrowLeft': () => step(-manySteps),
    'Shift+ArrowRight': () => step(manySteps),
    'Alt+ArrowLeft': () => stepFollowed(-1),
    'Alt+ArrowRight': () => stepFollowed(1),
    Home: goFirst,
    End: goLast,
    '+': zoomIn,
    '=': zoomIn,
    '-': zoomOut,
    '0': showAllTime,
  });
}

/** Steps by hand: playing stops. */
export function step(by: number): void {
  pause();
  void stepBy(by);
}

/** To the first record. */
export function goFirst(): void {
  pause();
  const { extent } = useTimeline.getState();
  if (extent) goTo(new Date(extent.from).toISOString());
}

/** To head. */
export function goLast(): void {
  pause();
  goLive();
}

/** Shows half as much time around the playhead. */
export function zoomIn(): void {
  zoomAtPlayhead(zoomStep);
}

/** Shows twice as much time around the playhead. */
export function zoomOut(): void {
  zoomAtPlayhead(1 / zoomStep);
}

function stepFollowed(by: number): void {
  const { followed } = useWhere.getState();
  if (followed === null) return;
  pause();
  void stepBy(by, followed);
}

function zoomAtPlayhead(factor: number): void {
  const window = shownWindow(useTimeline.getState());
  if (!window) return;
  const time = playheadTimeNow();
  const isSeen = time !== null && time >= window.from && time <= window.to;
  zoomBy(factor, isSeen ? time : (window.from + window.to) / 2);
}
