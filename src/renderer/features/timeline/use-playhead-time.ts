import { usePlayheadStore } from '../../state/playhead-store.ts';
import { useWhere } from '../../state/window-store.ts';
import { playheadTime } from './playhead-time.ts';
import { useTimeline } from './timeline-store.ts';

/** Where the playhead is drawn, ms since 1970; null while nobody can tell. */
export function usePlayheadTime(): number | null {
  const at = useWhere((state) => state.at);
  const resolved = usePlayheadStore((state) => state.resolved);
  const extent = useTimeline((state) => state.extent);
  return playheadTime(at, resolved, extent);
}

/** The same, outside of components. */
export function playheadTimeNow(): number | null {
  return playheadTime(
    useWhere.getState().at,
    usePlayheadStore.getState().resolved,
    useTimeline.getState().extent,
  );
}
