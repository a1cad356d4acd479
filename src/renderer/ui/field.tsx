import type { ReactNode } from 'react';
import styles from './panel.module.css';

/** A name and its value on one line; stand them in a `<dl>`. */
export function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles['field']}>
      <dt className={styles['fieldName']}>{name}</dt>
      <dd className={styles['fieldValue']} style={{ margin: 0 }}>
        {children}
      </dd>
    </div>
  );
}
