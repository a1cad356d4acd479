import type { ReactNode } from 'react';
import styles from './labelled-field.module.css';

/** What ties an input to its label and the line below it. */
export type FieldIds = {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
};

type LabelledFieldProps = {
  readonly id: string;
  readonly label: string;
  readonly isRequired?: boolean;
  /** Faint, at the right of the label. */
  readonly note?: ReactNode;
  /** Draws the eye to the note. */
  readonly isNoteWarm?: boolean;
  /** What is wrong; null where nothing is. Its line is there anyway, so that nothing moves. */
  readonly trouble: string | null;
  /** What stands in the line below while nothing is wrong. */
  readonly hint?: string;
  /** True where several inputs stand inside, each with a label of its own. */
  readonly isGroup?: boolean;
  readonly children: (ids: FieldIds) => ReactNode;
};

/** An input with its label above and a line for what is wrong below. */
export function LabelledField(props: LabelledFieldProps) {
  const { id, label, isRequired, note, isNoteWarm, trouble, hint, isGroup, children } = props;
  const below = `${id}-below`;
  const group = isGroup ? { role: 'group', 'aria-labelledby': `${id}-label` } : {};
  return (
    <div className={styles['field']} {...group}>
      <div className={styles['head']}>
        {isGroup ? (
          <span id={`${id}-label`} className={styles['label']}>
            {label}
          </span>
        ) : (
          <label htmlFor={id} className={styles['label']}>
            {label}
            {isRequired && (
              <span aria-hidden="true" className={styles['star']}>
                {' *'}
              </span>
            )}
          </label>
        )}
        {note !== undefined && (
          <span className={styles['note']} data-warm={isNoteWarm ?? false}>
            {note}
          </span>
        )}
      </div>
      {children({ id, 'aria-describedby': below, 'aria-invalid': trouble !== null })}
      <p id={below} className={styles['below']} data-wrong={trouble !== null} aria-live="polite">
        {trouble ?? hint}
      </p>
    </div>
  );
}
