import { useQuery } from '@tanstack/react-query';
import type { Receipt } from '../../../shared/contract/commands.ts';
import { formatPlace } from '../../../shared/log/position.ts';
import {
  type CommandNames,
  commandSentence,
  useCommandNames,
} from '../../domain-ui/command-sentence.ts';
import { orders } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { goTo, openSubject } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { NoNote } from './no-note.tsx';
import { RaceList } from './race-list.tsx';
import styles from './receipt.module.css';
import { ReceiptStatus } from './receipt-status.tsx';
import { ReceiptStepList } from './receipt-step-list.tsx';
import { isInFlight } from './receipt-steps.ts';
import { receiptText } from './receipt-text.ts';
import { useReceiptToken } from './use-receipt-token.ts';

const lookAgainMs = 500;

/** The receipt of one command: who, why, on which state, what was written where, what came of it. */
export function ReceiptPage({ commandId }: { readonly commandId: string }) {
  const { data, error } = useQuery({
    ...orders.commands.get.queryOptions({ input: { commandId } }),
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => (state.data && isInFlight(state.data) ? lookAgainMs : false),
  });
  if (error) return <Empty title="No such receipt" text={faultOf(error).text} />;
  return data ? <ReceiptBody receipt={data} /> : null;
}

function ReceiptBody({ receipt }: { readonly receipt: Receipt }) {
  const names = useCommandNames(receipt);
  return (
    <article className={styles['page']}>
      <header className={styles['head']}>
        <span className={styles['badge']}>
          <Icon name="commands" />
        </span>
        <div className={styles['titles']}>
          <h2 className={styles['title']}>{commandSentence(receipt, names)}</h2>
          <div className={styles['under']}>
            <ReceiptStatus receipt={receipt} />
            <span className={styles['mono']}>{receipt.type}</span>
          </div>
        </div>
      </header>
      <Facts receipt={receipt} />
      <ReceiptStepList receipt={receipt} />
      {receipt.refusal && <NoNote code={receipt.refusal.code} text={receipt.refusal.text} />}
      {receipt.status === 'unknown' && (
        <p className={styles['note']}>
          The answer of the log was lost. Playhead looks for the command in the log by itself, and
          never sends it under another id. It may have taken effect.
        </p>
      )}
      <RaceList receipt={receipt} />
      <Steps receipt={receipt} names={names} />
    </article>
  );
}

function Facts({ receipt }: { readonly receipt: Receipt }) {
  const { data } = receipt;
  return (
    <dl className={styles['facts']}>
      <Field name="By">{receipt.actor}</Field>
      <Field name="Reason">{receipt.reason}</Field>
      <Field name="Ticket">{receipt.ticket ?? '–'}</Field>
      {'userId' in data && (
        <Field name="User id">
          <span className={styles['mono']}>{data.userId}</span>
        </Field>
      )}
      {'roleId' in data && (
        <Field name="Role id">
          <span className={styles['mono']}>{data.roleId}</span>
        </Field>
      )}
      <Field name="Command id">
        <span className={styles['mono']}>{receipt.commandId}</span>
      </Field>
    </dl>
  );
}

function Steps({ receipt, names }: { readonly receipt: Receipt; readonly names: CommandNames }) {
  const [first] = receipt.appended;
  const { data } = receipt;
  const token = useReceiptToken(receipt);
  return (
    <div className={styles['actions']}>
      {first && (
        <>
          <Button onClick={() => goTo(formatPlace(first.partition, first.offset))}>
            Go to its event
          </Button>
          <Button
            onClick={() =>
              openSubject({ kind: 'record', partition: first.partition, offset: first.offset })
            }
          >
            Open the record
          </Button>
        </>
      )}
      {'userId' in data && (
        <Button onClick={() => openSubject({ kind: 'user', id: data.userId })}>
          Open the user
        </Button>
      )}
      <CopyButton text={() => receiptText(receipt, names)}>Copy receipt</CopyButton>
      {token !== null && <CopyButton text={token}>Copy cut token</CopyButton>}
    </div>
  );
}
