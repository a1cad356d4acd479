import type { ReactNode } from 'react';
import { useChangeOf } from './current-change.ts';
import styles from './users.module.css';

type MarkedProps = {
  readonly userId: string;
  readonly field: string;
  readonly children: ReactNode;
};

/** Outlines a cell's content where the event under the playhead changed it. */
export function Marked({ userId, field, children }: MarkedProps) {
  const isMarked = useChangeOf(userId)?.fields.includes(field) ?? false;
  return isMarked ? (
    <span className={styles['marked']} title="Changed by the event under the playhead">
      {children}
    </span>
  ) : (
    children
  );
}
