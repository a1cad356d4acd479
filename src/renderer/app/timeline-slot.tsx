import { Timeline } from '../features/timeline/timeline.tsx';
import { usePreferences } from '../state/preferences.ts';
import { ResizeHandle } from '../ui/resize-handle.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import styles from './shell.module.css';

const height = { min: 148, max: 420 };

/** The timeline, across the whole window. */
export function TimelineSlot() {
  const size = usePreferences((state) => state.timelineHeight);
  return (
    <section className={styles['timeline']} aria-label="Timeline" style={{ height: size }}>
      <ResizeHandle
        label="Height of the timeline"
        edge="top"
        size={size}
        {...height}
        onResize={(timelineHeight) => usePreferences.setState({ timelineHeight })}
      />
      <ErrorBoundary>
        <Timeline />
      </ErrorBoundary>
    </section>
  );
}
