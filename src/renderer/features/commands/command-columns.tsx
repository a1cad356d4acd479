import type { Receipt } from '../../../shared/contract/commands.ts';
import { PlaceText } from '../../domain-ui/place-text.tsx';
import { TimeText } from '../../domain-ui/time-text.tsx';
import { useRolesHere } from '../../domain-ui/use-roles-here.ts';
import { useUserName } from '../../domain-ui/user-name.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { commandSentence } from './command-sentence.ts';
import { ReceiptStatus } from './receipt-status.tsx';
import { beganAt } from './receipt-steps.ts';

/** The columns of the commands. */
export const commandColumns: readonly Column<Receipt>[] = [
  {
    id: 'time',
    header: 'Issued',
    width: 200,
    cell: (receipt) => {
      const time = beganAt(receipt);
      return time === null ? '–' : <TimeText time={time} style="exact" />;
    },
  },
  { id: 'what', header: 'Command', share: 5, cell: (receipt) => <Sentence receipt={receipt} /> },
  {
    id: 'reason',
    header: 'Reason',
    share: 4,
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

function Sentence({ receipt: { type, data } }: { readonly receipt: Receipt }) {
  const person = useUserName(data.userId);
  const { nameOf } = useRolesHere();
  const sentence = commandSentence(type, nameOf(data.roleId), person);
  return <span title={`${sentence} (${data.userId})`}>{sentence}</span>;
}

function place({ appended: [first] }: Receipt) {
  return first ? <PlaceText partition={first.partition} offset={first.offset} /> : '–';
}
