import { useElementSize } from '@mantine/hooks';
import { useEffect } from 'react';
import { useWhere } from '../../state/window-store.ts';
import { Stage } from './stage.tsx';
import styles from './timeline.module.css';
import { reveal, useTimeline } from './timeline-store.ts';
import { Transport } from './transport.tsx';
import { usePlayheadTime } from './use-playhead-time.ts';
import { usePlaying } from './use-playing.ts';
import { useTimelineKeys } from './use-timeline-keys.ts';

/** The timeline: everything that happened, over record time, and the playhead in it. */
export function Timeline() {
  const { ref, width, height } = useElementSize();
  usePlaying();
  useTimelineKeys();
  useRevealedPlayhead();
  return (
    <div className={styles['timeline']}>
      <Transport />
      <div ref={ref} className={styles['stage']}>
        {width > 0 && <Stage width={width} height={height} />}
      </div>
    </div>
  );
}

// A playhead that was moved by keys, play or an address is brought into what is zoomed into.
function useRevealedPlayhead(): void {
  const time = usePlayheadTime();
  const isLive = useWhere((state) => state.at === 'head');
  useEffect(() => {
    if (time !== null && !isLive && useTimeline.getState().zoom) reveal(time);
  }, [time, isLive]);
}
