import styles from './bulk.module.css';
import { BulkRun } from './bulk-run.tsx';

/** A bulk in the inspector: how it stands, line by line. */
export function BulkPage({ bulkId }: { readonly bulkId: string }) {
  return (
    <article className={styles['page']}>
      <BulkRun bulkId={bulkId} />
    </article>
  );
}
