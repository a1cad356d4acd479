import { type Column, DataTable } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format-count.ts';
import styles from './log.module.css';
import type { PartitionRow } from './partition-rows.ts';

const columns: readonly Column<PartitionRow>[] = [
  {
    id: 'partition',
    header: 'Partition',
    width: 84,
    cell: ({ partition }) => <span className={styles['mono']}>p{partition}</span>,
  },
  number('start', 'First read'),
  number('next', 'Next'),
  number('end', 'End'),
  {
    id: 'lag',
    header: 'Lag',
    share: 1,
    align: 'end',
    cell: ({ lag }) => (
      <span className={styles['lag']} data-behind={lag > 0}>
        {formatCount(lag)}
      </span>
    ),
  },
  {
    id: 'share',
    header: 'Share',
    share: 2,
    cell: ({ share }) => <Share share={share} />,
  },
];

/** How far each partition was read. */
export function PartitionTable({ rows }: { readonly rows: readonly PartitionRow[] }) {
  return (
    <div className={styles['partitions']}>
      <DataTable<PartitionRow>
        label="Partitions"
        columns={columns}
        rows={rows}
        rowKey={({ partition }) => String(partition)}
      />
    </div>
  );
}

function number(id: 'start' | 'next' | 'end', header: string): Column<PartitionRow> {
  return { id, header, share: 1, align: 'end', cell: (row) => formatCount(row[id]) };
}

function Share({ share }: { readonly share: number }) {
  const percent = `${(share * 100).toFixed(1)} %`;
  return (
    <span className={styles['share']}>
      <span className={styles['shareBar']} aria-hidden="true">
        <span className={styles['shareFill']} style={{ width: percent.replace(' ', '') }} />
      </span>
      <span className={styles['sharePercent']}>{percent}</span>
    </span>
  );
}
