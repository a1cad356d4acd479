import type { InputHTMLAttributes } from 'react';
import styles from './labelled-field.module.css';

/** A field of one line, for a `LabelledField`: give it the ids it is handed. */
export function LineInput(props: InputHTMLAttributes<HTMLInputElement>) {
  return <input autoComplete="off" className={styles['line']} {...props} />;
}
