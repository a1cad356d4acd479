import { useFormat } from '../../state/use-format.ts';
import { useWhere } from '../../state/window-store.ts';
import { type TimeWindow, xOf } from './time-scale.ts';
import styles from './timeline.module.css';
import { usePlayheadTime } from './use-playhead-time.ts';

type PlayheadLineProps = {
  readonly window: TimeWindow;
  readonly extent: TimeWindow;
  readonly width: number;
  /** How far down what comes after the playhead is faded, px. */
  readonly veilHeight: number;
};

/** The playhead, and the veil over what comes after it. */
export function PlayheadLine({ window, extent, width, veilHeight }: PlayheadLineProps) {
  const time = usePlayheadTime();
  const isLive = useWhere((state) => state.at === 'head');
  const format = useFormat();
  if (time === null) return null;
  const x = xOf(window, width, time);
  const isSeen = x >= -1 && x <= width + 1;
  return (
    <>
      {!isLive && x < width && (
        <div className={styles['veil']} style={{ left: Math.max(0, x), height: veilHeight }} />
      )}
      <div
        className={styles['line']}
        data-live={isLive}
        style={{ left: x, visibility: isSeen ? 'visible' : 'hidden' }}
        role="slider"
        tabIndex={0}
        aria-label="Playhead"
        aria-valuemin={extent.from}
        aria-valuemax={extent.to}
        aria-valuenow={Math.max(extent.from, Math.min(extent.to, time))}
        aria-valuetext={isLive ? 'Live, at head' : format.time(time, 'full')}
      >
        <span className={styles['handle']} />
      </div>
    </>
  );
}
