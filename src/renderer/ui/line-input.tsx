import type { InputHTMLAttributes } from 'react';
import styles from './labelled-field.module.css';

/** A field of one line, for a `LabelledField`: give it the ids it is handed. Reached by key, all of it is selected. */
export function LineInput(props: InputHTMLAttributes<HTMLInputElement>) {
  return (
    <input
      autoComplete="off"
      className={styles['line']}
      onFocus={({ currentTarget }) => {
        // A press puts the caret where it points; the focus trap of a dialog forgets to select.
        if (!currentTarget.matches(':active')) currentTarget.select();
      }}
      {...props}
    />
  );
}
