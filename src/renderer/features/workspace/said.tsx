import type { ReactNode } from 'react';
import styles from './workspace.module.css';

type SaidProps = { readonly look?: 'plain' | 'good' | 'wrong'; readonly children?: ReactNode };

/** What came of the last press, told to screen readers too; its room is always there. */
export function Said({ look = 'plain', children }: SaidProps) {
  return (
    <div className={styles['said']} data-look={look} role={look === 'wrong' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}
