import { useState } from 'react';
import type { Receipt } from '../../../../shared/contract/commands.ts';
import { type CommandNames, commandSentence } from '../../../domain-ui/command-sentence.ts';
import { closeSheet, openDraft } from '../../../domain-ui/sheet-store.ts';
import { ordersClient } from '../../../rpc/clients.ts';
import { faultOf } from '../../../rpc/fault-of.ts';
import { openSubject } from '../../../state/window-store.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { countOf } from '../../../ui/format-count.ts';
import { receiptText } from '../receipt-text.ts';
import { useReceiptToken } from '../use-receipt-token.ts';
import styles from './run-card.module.css';

type ReceiptActionsProps = { readonly receipt: Receipt; readonly names: CommandNames };

/** What can be done with a receipt: take it along, open it, take back what it did. */
export function ReceiptActions({ receipt, names }: ReceiptActionsProps) {
  const token = useReceiptToken(receipt);
  const hasEffect = receipt.appended.length > 0;
  return (
    <div className={styles['actions']}>
      <CopyButton size="small" text={() => receiptText(receipt, names)}>
        Copy receipt
      </CopyButton>
      {token !== null && (
        <CopyButton size="small" text={token}>
          Copy cut token
        </CopyButton>
      )}
      <Button
        size="small"
        onClick={() => {
          openSubject({ kind: 'command', id: receipt.commandId });
          closeSheet();
        }}
      >
        Open receipt
      </Button>
      {hasEffect && <UndoButton receipt={receipt} names={names} />}
    </div>
  );
}

function UndoButton({ receipt, names }: ReceiptActionsProps) {
  const [why, setWhy] = useState<string | null>(null);
  // Of several events the last is the one the others cleared the way for.
  const place = receipt.appended.at(-1);
  const undo = async () => {
    if (!place) return;
    const { partition, offset } = place;
    const found = await ordersClient.commands.undo({ partition, offset });
    if (found.draft === null) return setWhy(found.why);
    const lost = found.formerHolders.length;
    const note = `${countOf(lost, 'user')} lost the role in the same command. This does not grant it to them again: ${found.formerHolders.join(', ')}.`;
    const notes = lost > 0 ? [...found.notes, note] : found.notes;
    openDraft(found.draft, { reason: `Takes back: ${commandSentence(receipt, names)}`, notes });
  };
  return (
    <>
      <Button
        size="small"
        onClick={() => void undo().catch((error) => setWhy(faultOf(error).text))}
      >
        Undo this…
      </Button>
      {why !== null && (
        <p className={styles['quiet']} role="status">
          {why}
        </p>
      )}
    </>
  );
}
