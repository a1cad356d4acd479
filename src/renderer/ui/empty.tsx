import type { ReactNode } from 'react';
import styles from './panel.module.css';

type EmptyProps = {
  readonly title: string;
  /** What would fill it, or what went wrong and what to do. */
  readonly text?: ReactNode;
  /** Buttons that do it. */
  readonly children?: ReactNode;
};

/** Stands where there is nothing to show. */
export function Empty({ title, text, children }: EmptyProps) {
  return (
    <div className={styles['empty']}>
      <div className={styles['emptyTitle']}>{title}</div>
      {text !== undefined && <div className={styles['emptyText']}>{text}</div>}
      {children !== undefined && <div className={styles['emptyStep']}>{children}</div>}
    </div>
  );
}
