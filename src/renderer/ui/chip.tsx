import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './marks.module.css';

/** A rounded label that says how something is. */
export function Chip({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <span className={styles['chip']} title={title}>
      {children}
    </span>
  );
}

/** A chip that can be pressed. */
export function ChipButton({ className, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" className={classNames(styles['chip'], className)} {...rest} />;
}
