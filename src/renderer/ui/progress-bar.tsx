import styles from './panel.module.css';

type ProgressBarProps = {
  readonly percent: number;
  readonly label: string;
  /** Takes the room there is, instead of 120 px. */
  readonly isWide?: boolean;
};

/** How far something is, 0 to 100. */
export function ProgressBar({ percent, label, isWide }: ProgressBarProps) {
  return (
    <span
      className={styles['bar']}
      data-wide={isWide}
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
