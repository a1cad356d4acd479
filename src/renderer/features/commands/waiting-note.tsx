import { useMutation } from '@tanstack/react-query';
import type { Receipt } from '../../../shared/contract/commands.ts';
import { TimeText } from '../../domain-ui/time-text.tsx';
import { orders } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { queryClient } from '../../rpc/query-client.ts';
import { Button } from '../../ui/button.tsx';
import styles from './receipt.module.css';

/** What a command waits for, since when, and the way to take it back while it was not sent; nothing where it waits for nothing. */
export function WaitingNote({ receipt }: { readonly receipt: Receipt }) {
  const { commandId, waiting } = receipt;
  const { mutate, isPending, error } = useMutation(
    orders.commands.cancel.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: orders.commands.key() }),
    }),
  );
  if (!waiting) return null;
  return (
    <div className={styles['waiting']} role="status">
      <div>
        <b>{waiting.text}</b>
        <p>
          Since <TimeText time={waiting.since} style="clock" />. Nothing was written yet.
        </p>
        {error && <p className={styles['wrong']}>{faultOf(error).text}</p>}
      </div>
      {receipt.status === 'sent' && (
        <Button size="small" disabled={isPending} onClick={() => mutate({ commandId })}>
          Cancel the command
        </Button>
      )}
    </div>
  );
}
