import type { Receipt } from '../../../shared/contract/commands.ts';
import { commandSentence, useCommandNames } from '../../domain-ui/command-sentence.ts';
import { PlaceText } from '../../domain-ui/place-text.tsx';
import { TimeText } from '../../domain-ui/time-text.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { countOf } from '../../ui/format-count.ts';
import { Tag } from '../../ui/tag.tsx';
import { ReceiptStatus } from './receipt-status.tsx';
import { beganAt } from './receipt-steps.ts';

/** The columns of the commands. */
export const commandColumns: readonly Column<Receipt>[] = [
  {
    id: 'time',
    header: 'Issued',
    width: 190,
    cell: (receipt) => {
      const time = beganAt(receipt);
      return time === null ? '–' : <TimeText time={time} style="exact" />;
    },
  },
  { id: 'what', header: 'Command', share: 6, cell: (receipt) => <Sentence receipt={receipt} /> },
  {
    id: 'reason',
    header: 'Reason',
    share: 3,
    cell: ({ reason, ticket }) => (
      <span title={reason}>{ticket === null ? reason : `${ticket} · ${reason}`}</span>
    ),
  },
  {
    id: 'actor',
    header: 'By',
    width: 100,
    cell: ({ actor }) => <span title={actor}>{actor}</span>,
  },
  {
    id: 'status',
    header: 'Status',
    width: 104,
    cell: (receipt) => <ReceiptStatus receipt={receipt} />,
  },
  { id: 'place', header: 'Record', width: 92, align: 'end', cell: (receipt) => place(receipt) },
];

function Sentence({ receipt }: { readonly receipt: Receipt }) {
  const sentence = commandSentence(receipt, useCommandNames(receipt));
  return (
    <>
      {receipt.bulkId !== null && (
        <>
          <Tag title="One line of a change of many users">bulk</Tag>{' '}
        </>
      )}
      <span title={sentence}>{sentence}</span>
    </>
  );
}

function place({ appended }: Receipt) {
  const [first] = appended;
  if (!first) return '–';
  const { partition, offset } = first;
  return (
    <span title={appended.length > 1 ? `${countOf(appended.length, 'record')} in all` : undefined}>
      <PlaceText partition={partition} offset={offset} />
      {appended.length > 1 && ' …'}
    </span>
  );
}
