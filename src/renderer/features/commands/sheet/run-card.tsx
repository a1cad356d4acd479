import { commandSentence, useCommandNames } from '../../../domain-ui/command-sentence.ts';
import { NoNote } from '../no-note.tsx';
import { RaceList } from '../race-list.tsx';
import { ReceiptStepList } from '../receipt-step-list.tsx';
import type { CommandRun } from '../use-command-runs.ts';
import { ReceiptActions } from './receipt-actions.tsx';
import styles from './run-card.module.css';
import { WaitingLine } from './waiting-line.tsx';

type RunCardProps = {
  readonly run: CommandRun;
  /** True where one before it failed, so that it is not sent. */
  readonly isHeldUp: boolean;
  /** True where it is the only one of its sheet: then it says how it ended in large. */
  readonly isAlone?: boolean;
};

const endings = {
  waiting: 'Waits',
  running: 'On its way',
  done: 'Confirmed',
  failed: 'Not done',
} as const;

/** How one command fares: its way from sent to confirmed, what it waits for, or why not. */
export function RunCard({ run, isHeldUp, isAlone = false }: RunCardProps) {
  const { order, commandId, receipt, fault, state } = run;
  const names = useCommandNames(order.draft);
  const isRaced = receipt?.status === 'raced';
  return (
    <section
      className={styles['run']}
      data-state={isRaced ? 'failed' : state}
      data-receipt
      tabIndex={-1}
    >
      {isAlone && (
        <p className={styles['ending']} role="status">
          {isRaced ? 'Written, but raced' : endingOf(run)}
        </p>
      )}
      <h3 className={styles['title']}>{commandSentence(order.draft, names)}</h3>
      {receipt && <ReceiptStepList receipt={receipt} />}
      {!receipt && state === 'running' && <p className={styles['quiet']}>Asking the log…</p>}
      {state === 'waiting' && (
        <p className={styles['quiet']}>{isHeldUp ? 'Not sent.' : 'Waits for the one before.'}</p>
      )}
      {state === 'running' && <WaitingLine commandId={commandId} receipt={receipt} />}
      {fault && <NoNote code={fault.code} text={fault.text} />}
      {receipt?.status === 'unknown' && state !== 'running' && (
        <p className={styles['quiet']}>
          The answer of the log was lost. Playhead looks for the command in the log by itself; it
          may have taken effect.
        </p>
      )}
      {receipt && <RaceList receipt={receipt} />}
      {receipt && state !== 'running' && (
        <p className={styles['quiet']}>
          By {receipt.actor}: {receipt.reason}
          {receipt.ticket !== null && ` (${receipt.ticket})`}
        </p>
      )}
      {receipt && state !== 'running' && <ReceiptActions receipt={receipt} names={names} />}
    </section>
  );
}

function endingOf({ state, receipt }: CommandRun): string {
  if (receipt?.status === 'unknown') return 'Not known yet';
  if (receipt?.refusal?.code === 'cancelled') return 'Taken back';
  return receipt?.status === 'refused' ? 'Refused' : endings[state];
}
