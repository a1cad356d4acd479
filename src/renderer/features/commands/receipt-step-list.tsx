import type { Receipt } from '../../../shared/contract/commands.ts';
import { PlaceText } from '../../domain-ui/place-text.tsx';
import { TimeText } from '../../domain-ui/time-text.tsx';
import { receiptSteps } from './receipt-steps.ts';
import styles from './sheet.module.css';

const signs = { done: '✓', current: '…', ahead: '', failed: '!' } as const;

/** The way of a command, step by step, with times and the places it was written to. */
export function ReceiptStepList({ receipt }: { readonly receipt: Receipt }) {
  return (
    <ol className={styles['steps']} aria-live="polite">
      {receiptSteps(receipt).map(({ name, state, at }) => (
        <li key={name} data-state={state}>
          <span className={styles['sign']} aria-hidden="true">
            {signs[state]}
          </span>
          <span className={styles['stepName']}>{name}</span>
          {at !== null && <TimeText time={at} style="clock" />}
        </li>
      ))}
      {receipt.appended.length > 0 && (
        <li className={styles['places']}>
          at{' '}
          {receipt.appended.map(({ partition, offset }) => (
            <PlaceText key={`${partition}:${offset}`} partition={partition} offset={offset} />
          ))}
        </li>
      )}
    </ol>
  );
}
