import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './count-chips.module.css';
import { formatCount } from './format-count.ts';

type CountChipsProps<Value extends string> = {
  /** What is chosen here, for screen readers. */
  readonly label: string;
  readonly choices: readonly {
    readonly value: Value;
    readonly label: string;
    /** How many there are of it; null until that is known. */
    readonly count: number | null;
  }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** What stands at the end of the row. */
  readonly children?: ReactNode;
};

/** A row of filters with how many there are of each, one of them on. */
export function CountChips<Value extends string>(props: CountChipsProps<Value>) {
  const { label, choices, value, onChange, children } = props;
  return (
    <div className={styles['row']}>
      <fieldset className={styles['chips']} aria-label={label}>
        {choices.map((choice) => (
          <button
            key={choice.value}
            type="button"
            aria-pressed={choice.value === value}
            className={classNames(styles['chip'], choice.value === value && styles['on'])}
            onClick={() => onChange(choice.value)}
          >
            {choice.label}
            <span className={styles['count']}>
              {choice.count === null ? '' : formatCount(choice.count)}
            </span>
          </button>
        ))}
      </fieldset>
      {children}
    </div>
  );
}
