import { useRef } from 'react';
import { ReceiptFoot } from './sheet/receipt-foot.tsx';
import { RunCard } from './sheet/run-card.tsx';
import { useFirstFocus } from './sheet/use-first-focus.ts';
import styles from './sheet.module.css';
import type { CommandRuns } from './use-command-runs.ts';

/** How the changes fare: each command's way from sent to confirmed, or why not. */
export function ChangeProgress({ runs }: { readonly runs: CommandRuns }) {
  const box = useRef<HTMLDivElement>(null);
  useFirstFocus(box, 'receipt');
  const hasFailed = runs.runs.some(({ state }) => state === 'failed');
  return (
    <div ref={box} className={styles['sheet']}>
      <div className={styles['runs']}>
        {runs.runs.map((run) => (
          <RunCard
            key={run.commandId}
            run={run}
            isHeldUp={hasFailed}
            isAlone={runs.runs.length === 1}
          />
        ))}
      </div>
      <ReceiptFoot runs={runs} onAnother={null} />
    </div>
  );
}
