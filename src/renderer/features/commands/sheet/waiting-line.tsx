import { useState } from 'react';
import type { Receipt } from '../../../../shared/contract/commands.ts';
import { ordersClient } from '../../../rpc/clients.ts';
import { faultOf, type ShownFault } from '../../../rpc/fault-of.ts';
import { Button } from '../../../ui/button.tsx';
import { NoNote } from '../no-note.tsx';
import styles from './run-card.module.css';
import { useNow } from './use-now.ts';

type WaitingLineProps = { readonly commandId: string; readonly receipt: Receipt | null };

const lookEveryMs = 250;
const patienceMs = 700;

/** What a command waits for and how long already, and the way to take it back while it is not sent. */
export function WaitingLine({ commandId, receipt }: WaitingLineProps) {
  const now = useNow(lookEveryMs);
  const [began] = useState(now);
  const [fault, setFault] = useState<ShownFault | null>(null);
  const waiting = receipt?.waiting ?? null;
  const isSent = receipt !== null && (receipt.status !== 'sent' || receipt.decidedAt !== null);
  // Most commands are through before anybody could read this.
  if (waiting === null && now - began < patienceMs) return null;
  const seconds = Math.max(0, Math.floor((now - Date.parse(waiting?.since ?? '')) / 1_000));
  const cancel = () =>
    ordersClient.commands.cancel({ commandId }).catch((error) => setFault(faultOf(error)));
  return (
    <>
      <div className={styles['waiting']} role="status">
        <span>{waiting?.text ?? 'The log takes its time.'}</span>
        {waiting && (
          <span className={styles['seconds']} aria-hidden="true">
            {seconds} s
          </span>
        )}
        {!isSent && <Button onClick={() => void cancel()}>Cancel</Button>}
      </div>
      {fault && <NoNote code={fault.code} text={fault.text} />}
    </>
  );
}
