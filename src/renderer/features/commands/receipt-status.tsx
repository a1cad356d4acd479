import type { Receipt } from '../../../shared/contract/commands.ts';
import { Tag } from '../../ui/tag.tsx';
import { statusWords } from './receipt-steps.ts';

const looks: { readonly [Status in Receipt['status']]: 'plain' | 'good' | 'warm' | 'wrong' } = {
  sent: 'warm',
  appended: 'warm',
  confirmed: 'good',
  raced: 'wrong',
  refused: 'wrong',
  unknown: 'warm',
};

const meanings: { readonly [Status in Receipt['status']]: string } = {
  sent: 'Sent to the log; its answer is awaited',
  appended: 'Stands in the log; reading it back is under way',
  confirmed: 'Stands in the log, and was decided on the state just below it',
  raced: 'Stands in the log, but another change came between and altered the verdict',
  refused: 'Nothing was written',
  unknown: 'The log’s answer was lost; only the log can tell',
};

/** The status of a receipt, coloured and explained. */
export function ReceiptStatus({ receipt: { status } }: { readonly receipt: Receipt }) {
  return (
    <Tag look={looks[status]} title={meanings[status]}>
      {statusWords[status]}
    </Tag>
  );
}
