import { closeSheet } from '../../../domain-ui/sheet-store.ts';
import { Button } from '../../../ui/button.tsx';
import type { CommandRuns } from '../use-command-runs.ts';
import styles from './command-sheet.module.css';

type ReceiptFootProps = {
  readonly runs: CommandRuns;
  /** Begins another one; null where that makes no sense. */
  readonly onAnother: (() => void) | null;
};

/** The foot once a command was confirmed. */
export function ReceiptFoot({ runs, onAnother }: ReceiptFootProps) {
  const hasFailed = runs.runs.some(({ state }) => state === 'failed');
  const isDone = runs.runs.every(({ state }) => state === 'done');
  return (
    <footer className={styles['foot']}>
      <p className={styles['footWords']}>
        {runs.isBusy ? 'You can close this; the command goes on by itself.' : ''}
      </p>
      {hasFailed && (
        <Button look="primary" onClick={runs.clear}>
          Back to the form
        </Button>
      )}
      {isDone && onAnother && <Button onClick={onAnother}>Another one</Button>}
      <Button look={hasFailed ? 'plain' : 'primary'} onClick={closeSheet}>
        {runs.isBusy ? 'Close' : 'Done'}
      </Button>
    </footer>
  );
}
