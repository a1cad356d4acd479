import { Button } from '../../ui/button.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Tag } from '../../ui/tag.tsx';
import styles from './bulk.module.css';
import type { DryRunRow, Verdict } from './dry-run.ts';

const verdictWords: { readonly [Name in Verdict]: string } = {
  ready: 'ready',
  refused: 'refused',
  nothing_to_do: 'nothing to do',
  repeated: 'repeated',
  not_found: 'not found',
};

const looks = {
  ready: 'good',
  refused: 'wrong',
  nothing_to_do: 'plain',
  repeated: 'plain',
  not_found: 'warm',
} as const;

/** The columns of a dry run: what was said, who is meant, the verdict and why; and the way to take the line out. */
export function dryRunColumns(onRemove: (at: number) => void): readonly Column<DryRunRow>[] {
  return [
    {
      id: 'said',
      header: 'Named',
      share: 3,
      cell: ({ said }) => (
        <span className={styles['mono']} title={said}>
          {said}
        </span>
      ),
    },
    {
      id: 'user',
      header: 'User',
      share: 2,
      cell: ({ line }) => (
        <span title={line?.userId ?? undefined}>{line?.username ?? line?.userId ?? '–'}</span>
      ),
    },
    {
      id: 'verdict',
      header: 'Verdict',
      width: 116,
      cell: ({ line }) =>
        line === null ? (
          <span className={styles['quiet']}>…</span>
        ) : (
          <Tag look={looks[line.verdict]} title={line.code ?? undefined}>
            {verdictWords[line.verdict]}
          </Tag>
        ),
    },
    {
      id: 'why',
      header: 'Why',
      share: 5,
      cell: ({ line }) => <span title={line?.text ?? undefined}>{line?.text ?? ''}</span>,
    },
    {
      id: 'remove',
      header: '',
      width: 36,
      cell: (row) => <RemoveButton row={row} onRemove={onRemove} />,
    },
  ];
}

type RemoveButtonProps = { readonly row: DryRunRow; readonly onRemove: (at: number) => void };

function RemoveButton({ row: { at, said }, onRemove }: RemoveButtonProps) {
  return (
    <Button
      look="quiet"
      size="small"
      square
      tabIndex={-1}
      className={styles['remove']}
      aria-label={`Take ${said} out`}
      title="Take this line out (Delete)"
      onClick={(event) => {
        event.stopPropagation();
        onRemove(at);
      }}
    >
      <Icon name="close" />
    </Button>
  );
}
