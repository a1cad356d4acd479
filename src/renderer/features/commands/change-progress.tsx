import { commandSentence } from '../../domain-ui/command-sentence.ts';
import { closeSheet } from '../../domain-ui/sheet-store.ts';
import { openSubject } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { bodyOf } from './command-ids.ts';
import { NoNote } from './no-note.tsx';
import { ReceiptStepList } from './receipt-step-list.tsx';
import { receiptText } from './receipt-text.ts';
import styles from './sheet.module.css';
import type { ChangeRun, ChangeRuns } from './use-change-runs.ts';

type ChangeProgressProps = {
  readonly runs: ChangeRuns;
  readonly person: string;
  readonly roleName: (roleId: string) => string;
};

/** How the changes fare: each command's way from sent to confirmed, or why not. */
export function ChangeProgress({ runs, person, roleName }: ChangeProgressProps) {
  const hasFailed = runs.runs.some(({ state }) => state === 'failed');
  return (
    <div className={styles['sheet']}>
      {runs.runs.map((run) => (
        <RunCard
          key={run.commandId}
          run={run}
          person={person}
          role={roleName(run.body.roleId)}
          isHeldUp={hasFailed}
        />
      ))}
      <footer className={styles['foot']}>
        <span className={styles['operator']}>
          {runs.isBusy ? 'You can close this; the command goes on by itself.' : ''}
        </span>
        {hasFailed && (
          <Button look="primary" onClick={runs.clear}>
            Back to the form
          </Button>
        )}
        <Button look={hasFailed ? 'plain' : 'primary'} onClick={closeSheet}>
          {runs.isBusy ? 'Close' : 'Done'}
        </Button>
      </footer>
    </div>
  );
}

type RunCardProps = {
  readonly run: ChangeRun;
  readonly person: string;
  readonly role: string;
  readonly isHeldUp: boolean;
};

function RunCard({ run, person, role, isHeldUp }: RunCardProps) {
  const { body, receipt, fault, state } = run;
  return (
    <section className={styles['run']} data-state={state}>
      <h3 className={styles['runTitle']}>{commandSentence(bodyOf(body), { role, person })}</h3>
      {receipt && <ReceiptStepList receipt={receipt} />}
      {!receipt && state === 'running' && <p className={styles['none']}>Asking the log…</p>}
      {state === 'waiting' && (
        <p className={styles['none']}>{isHeldUp ? 'Not sent.' : 'Waits for the one before.'}</p>
      )}
      {fault && <NoNote code={fault.code} text={fault.text} />}
      {receipt && !fault && state !== 'running' && (
        <div className={styles['runActions']}>
          <CopyButton size="small" text={() => receiptText(receipt, { role, person })}>
            Copy receipt
          </CopyButton>
          <Button
            size="small"
            onClick={() => {
              openSubject({ kind: 'command', id: receipt.commandId });
              closeSheet();
            }}
          >
            Open receipt
          </Button>
        </div>
      )}
    </section>
  );
}
