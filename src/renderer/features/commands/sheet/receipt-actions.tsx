import type { Receipt } from '../../../../shared/contract/commands.ts';
import type { CommandNames } from '../../../domain-ui/command-sentence.ts';
import { closeSheet } from '../../../domain-ui/sheet-store.ts';
import { UndoButton } from '../../../domain-ui/undo-button.tsx';
import { openSubject } from '../../../state/window-store.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { receiptText } from '../receipt-text.ts';
import { useReceiptToken } from '../use-receipt-token.ts';
import styles from './run-card.module.css';

type ReceiptActionsProps = { readonly receipt: Receipt; readonly names: CommandNames };

/** What can be done with a receipt: take it along, open it, take back what it did. */
export function ReceiptActions({ receipt, names }: ReceiptActionsProps) {
  const token = useReceiptToken(receipt);
  // Of several events the last is the one the others cleared the way for.
  const last = receipt.appended.at(-1);
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
      {last && <UndoButton partition={last.partition} offset={last.offset} />}
    </div>
  );
}
