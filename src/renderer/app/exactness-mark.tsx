import { Popover } from '@mantine/core';
import type { Exactness } from '../../shared/contract/answer.ts';
import styles from './bars.module.css';

/** Says whether what is shown is exact; a press tells why it is not. */
export function ExactnessMark({ exactness }: { exactness: Exactness }) {
  const isExact = exactness.length === 0;
  return (
    <Popover position="bottom-end" shadow="md" width={340} transitionProps={{ duration: 120 }}>
      <Popover.Target>
        <button type="button" className={styles['exact']}>
          {isExact ? 'exact' : `not exact: ${exactness.map(({ code }) => code).join(', ')}`}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Why">
        {isExact ? (
          <p>
            Everything below this cut was read and decoded: the answer is what a fold of the log
            gives.
          </p>
        ) : (
          <ul className={styles['reasons']}>
            {exactness.map(({ code, text }) => (
              <li key={code}>{text}</li>
            ))}
          </ul>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
