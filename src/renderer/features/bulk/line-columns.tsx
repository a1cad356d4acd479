import type { BulkLine } from '../../../shared/contract/bulks.ts';
import { PlaceLink } from '../../domain-ui/place-link.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { Tag } from '../../ui/tag.tsx';
import styles from './bulk.module.css';

const looks: {
  readonly [Status in BulkLine['status']]: 'plain' | 'good' | 'warm' | 'wrong' | 'accent';
} = {
  waiting: 'plain',
  running: 'accent',
  sent: 'warm',
  appended: 'warm',
  confirmed: 'good',
  raced: 'wrong',
  refused: 'wrong',
  unknown: 'warm',
};

const words: { readonly [Status in BulkLine['status']]: string } = {
  waiting: 'waiting',
  running: 'under way',
  sent: 'on its way',
  appended: 'reading back',
  confirmed: 'confirmed',
  raced: 'raced',
  refused: 'refused',
  unknown: 'not known',
};

/** The columns of a bulk's lines: who, how it stands, and where it was written or why not. */
export const lineColumns: readonly Column<BulkLine>[] = [
  {
    id: 'user',
    header: 'User',
    share: 2,
    cell: ({ username, userId }) => <span title={userId}>{username ?? userId}</span>,
  },
  {
    id: 'status',
    header: 'Status',
    width: 104,
    cell: ({ status, code }) => (
      <Tag look={looks[status]} title={code ?? undefined}>
        {words[status]}
      </Tag>
    ),
  },
  {
    id: 'outcome',
    header: 'Record, or why not',
    share: 4,
    cell: ({ place, text }) =>
      place === null ? (
        <span title={text ?? undefined}>{text}</span>
      ) : (
        <span className={styles['mono']}>
          <PlaceLink {...place} />
        </span>
      ),
  },
];
