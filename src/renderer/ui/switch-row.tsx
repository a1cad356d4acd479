import { classNames } from './class-names.ts';
import styles from './switch-row.module.css';

type SwitchRowProps<Value extends string> = {
  /** What is chosen here, for screen readers. */
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
};

/** A few choices side by side, one of them on. */
export function SwitchRow<Value extends string>(props: SwitchRowProps<Value>) {
  const { label, choices, value, onChange } = props;
  return (
    <fieldset className={styles['row']} aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          className={classNames(styles['choice'], choice.value === value && styles['on'])}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  );
}
