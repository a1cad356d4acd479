import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Receipt } from '../../../shared/contract/commands.ts';
import { formatPlace } from '../../../shared/log/position.ts';
import {
  type CommandNames,
  commandSentence,
  useCommandNames,
} from '../../domain-ui/command-sentence.ts';
import { UndoButton } from '../../domain-ui/undo-button.tsx';
import { orders } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { goTo, openSubject } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { NoNote } from './no-note.tsx';
import { PlacesWritten } from './places-written.tsx';
import { RaceList } from './race-list.tsx';
import styles from './receipt.module.css';
import { askedFacts, fenceSentence, houseSentences } from './receipt-facts.ts';
import { ReceiptStatus } from './receipt-status.tsx';
import { ReceiptStepList } from './receipt-step-list.tsx';
import { isInFlight } from './receipt-steps.ts';
import { receiptText } from './receipt-text.ts';
import { useReceiptToken } from './use-receipt-token.ts';
import { WaitingNote } from './waiting-note.tsx';

const lookAgainMs = 500;

/** The receipt of one command: who, why, on which state, what was written where, what came of it. */
export function ReceiptPage({ commandId }: { readonly commandId: string }) {
  const { data, error } = useQuery({
    ...orders.commands.get.queryOptions({ input: { commandId } }),
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => (state.data && isInFlight(state.data) ? lookAgainMs : false),
  });
  if (error) return <Empty title="No such receipt" text={faultOf(error).text} />;
  return data?.commandId === commandId ? <ReceiptBody receipt={data} /> : null;
}

function ReceiptBody({ receipt }: { readonly receipt: Receipt }) {
  const names = useCommandNames(receipt);
  return (
    <article className={styles['page']}>
      <Head receipt={receipt} names={names} />
      <WaitingNote receipt={receipt} />
      <Facts receipt={receipt} names={names} />
      {/* Where it was written stands below, all of it. */}
      <ReceiptStepList receipt={{ ...receipt, appended: [] }} />
      {receipt.refusal && <NoNote code={receipt.refusal.code} text={receipt.refusal.text} />}
      {receipt.status === 'unknown' && (
        <p className={styles['note']}>
          The answer of the log was lost. Playhead looks for the command in the log by itself, and
          never sends it under another id. It may have taken effect.
        </p>
      )}
      <RaceList receipt={receipt} />
      <PlacesWritten appended={receipt.appended} />
      <Provenance receipt={receipt} />
      <Steps receipt={receipt} names={names} />
    </article>
  );
}

type PartProps = { readonly receipt: Receipt; readonly names: CommandNames };

function Head({ receipt, names }: PartProps) {
  const last = receipt.appended.at(-1);
  return (
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
      {last && <UndoButton size="normal" partition={last.partition} offset={last.offset} />}
    </header>
  );
}

function Facts({ receipt, names }: PartProps) {
  const { bulkId } = receipt;
  return (
    <dl className={styles['facts']}>
      {askedFacts(receipt, names).map(({ name, text, isTechnical }) => (
        <Field key={name} name={name}>
          {isTechnical ? <Technical>{text}</Technical> : text}
        </Field>
      ))}
      <Field name="By">{receipt.actor}</Field>
      <Field name="Reason">{receipt.reason}</Field>
      <Field name="Ticket">{receipt.ticket ?? '–'}</Field>
      {bulkId !== null && (
        <Field name="Bulk">
          <button
            type="button"
            className={styles['link']}
            onClick={() => openSubject({ kind: 'bulk', id: bulkId })}
          >
            one line of a change of many
          </button>
        </Field>
      )}
      <Field name="Command id">
        <Technical>{receipt.commandId}</Technical>
      </Field>
    </dl>
  );
}

function Technical({ children }: { readonly children: string }) {
  return <span className={styles['mono']}>{children}</span>;
}

/** How it was written, and by which rules of the workspace it was decided. */
function Provenance({ receipt }: { readonly receipt: Receipt }) {
  const fence = fenceSentence(receipt);
  const house = houseSentences(receipt);
  if (fence === null && house.length === 0) return null;
  return (
    <section aria-label="How it was decided">
      <h3 className={styles['section']}>How it was decided</h3>
      {fence !== null && <p className={styles['note']}>{fence}</p>}
      {house.map((sentence) => (
        <p key={sentence} className={styles['note']}>
          {sentence}
        </p>
      ))}
    </section>
  );
}

function Steps({ receipt, names }: PartProps) {
  const [first] = receipt.appended;
  const { data } = receipt;
  const token = useReceiptToken(receipt);
  return (
    <div className={styles['actions']}>
      {first && <PlaceSteps place={first} />}
      {'userId' in data && (
        <Button onClick={() => openSubject({ kind: 'user', id: data.userId })}>
          Open the user
        </Button>
      )}
      {'roleId' in data && (
        <Button onClick={() => openSubject({ kind: 'role', id: data.roleId })}>
          Open the role
        </Button>
      )}
      <CopyButton text={() => receiptText(receipt, names)}>Copy receipt</CopyButton>
      {token !== null && <CopyButton text={token}>Copy cut token</CopyButton>}
    </div>
  );
}

function PlaceSteps({ place }: { readonly place: Receipt['appended'][number] }): ReactNode {
  const { partition, offset } = place;
  return (
    <>
      <Button onClick={() => goTo(formatPlace(partition, offset))}>Go to its event</Button>
      <Button onClick={() => openSubject({ kind: 'record', partition, offset })}>
        Open the record
      </Button>
    </>
  );
}
