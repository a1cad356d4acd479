import { usePreferences } from '../../state/preferences.ts';
import { ticksOf } from './ticks.ts';
import { type TimeWindow, xOf } from './time-scale.ts';
import styles from './timeline.module.css';
import { usePan } from './use-scrub.ts';

const labelRoom = 60;

/** The axis: round moments of the chosen zone. Dragging it moves the window. */
export function Axis({ window, width }: { window: TimeWindow; width: number }) {
  const zone = usePreferences((state) => state.zone);
  const pan = usePan(width);
  return (
    <div
      className={styles['axis']}
      data-testid="axis"
      aria-hidden="true"
      title="Record time. Drag to move, double-click for all time."
      {...pan}
    >
      {ticksOf(window, width, zone).map(({ time, label, isStrong }) => {
        const x = xOf(window, width, time);
        if (x > width - labelRoom) return null;
        return (
          <span key={time} className={styles['tick']} data-strong={isStrong} style={{ left: x }}>
            {label}
          </span>
        );
      })}
    </div>
  );
}
