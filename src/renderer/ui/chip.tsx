import type { ButtonHTMLAttributes } from 'react';
import { classNames } from './class-names.ts';
import styles from './marks.module.css';

/** A rounded label that says how something is, and can be pressed. */
export function ChipButton({ className, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" className={classNames(styles['chip'], className)} {...rest} />;
}
