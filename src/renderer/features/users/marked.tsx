import type { ReactNode } from 'react';
import styles from './users.module.css';

/** Outlines a cell's content where the event under the playhead changed it. */
export function Marked({ isMarked, children }: { isMarked: boolean; children: ReactNode }) {
  return isMarked ? (
    <span className={styles['marked']} title="Changed by the event under the playhead">
      {children}
    </span>
  ) : (
    children
  );
}
