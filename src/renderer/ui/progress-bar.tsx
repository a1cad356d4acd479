import styles from './panel.module.css';

/** How far something is, 0 to 100. */
export function ProgressBar({ percent, label }: { percent: number; label: string }) {
  return (
    <span
      className={styles['bar']}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
    >
      <span className={styles['barFill']} style={{ width: `${percent}%` }} />
    </span>
  );
}
