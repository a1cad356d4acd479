import { useMemo, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { CountChips } from '../../ui/count-chips.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import styles from './bulk.module.css';
import {
  countDryRun,
  type DryRunFilter,
  type DryRunRow,
  dryRunFilters,
  filterDryRun,
} from './dry-run.ts';
import { dryRunColumns } from './dry-run-columns.tsx';
import type { DryRun } from './use-dry-run.ts';

const filterWords: { readonly [Name in DryRunFilter]: string } = {
  all: 'All',
  trouble: 'With trouble',
  ready: 'Ready',
  refused: 'Refused',
  nothing_to_do: 'Nothing to do',
  repeated: 'Repeated',
  not_found: 'Not found',
};

type DryRunListProps = {
  readonly dryRun: DryRun;
  readonly hasChange: boolean;
  /** Takes names out of the form, by their places. */
  readonly onRemove: (places: readonly number[]) => void;
};

/** The dry run: a verdict for each name, the count of each, and the way to take lines out. */
export function DryRunList({ dryRun, hasChange, onRemove }: DryRunListProps) {
  const { rows, fault } = dryRun;
  const [filter, setFilter] = useState<DryRunFilter>('all');
  const counts = useMemo(() => countDryRun(rows), [rows]);
  const shown = useMemo(() => filterDryRun(rows, filter), [rows, filter]);
  const columns = useMemo(() => dryRunColumns((at) => onRemove([at])), [onRemove]);
  const remove = ({ at }: DryRunRow) => onRemove([at]);
  return (
    <section className={styles['dryRun']} aria-label="Dry run" aria-busy={dryRun.isLooking}>
      <CountChips
        label="Verdict"
        choices={dryRunFilters.map((value) => ({
          value,
          label: filterWords[value],
          count: counts[value],
        }))}
        value={filter}
        onChange={setFilter}
      >
        <Button
          size="small"
          disabled={counts.trouble === 0}
          onClick={() => onRemove(filterDryRun(rows, 'trouble').map(({ at }) => at))}
        >
          Take out trouble
        </Button>
      </CountChips>
      <DataTable<DryRunRow>
        label="Dry run"
        columns={columns}
        rows={shown}
        rowKey={({ at }) => String(at)}
        isFaint={({ line }) => line !== null && line.verdict !== 'ready'}
        keys={{ Delete: remove, Backspace: remove }}
        empty={<NoRows isEmpty={rows.length === 0} />}
      />
      <p className={styles['dryRunNote']} role="status">
        {fault ? (
          <>
            <span className={styles['wrong']}>{fault.text}</span>{' '}
            <Button size="small" onClick={dryRun.lookAgain}>
              Try again
            </Button>
          </>
        ) : (
          noteOf(dryRun, hasChange)
        )}
      </p>
    </section>
  );
}

function noteOf({ rows, isFresh, isLooking }: DryRun, hasChange: boolean): string {
  if (rows.length === 0) return '';
  if (!hasChange) return 'Choose a role, and each line gets its verdict.';
  if (isLooking) return 'Looking at each user…';
  return isFresh ? 'A dry run on the log as it is now: nothing was sent.' : '';
}

function NoRows({ isEmpty }: { readonly isEmpty: boolean }) {
  return isEmpty ? (
    <Empty
      title="Nobody is named yet"
      text="Paste ids, usernames or e-mails above, or pick users in the users table and choose “Change…”."
    />
  ) : (
    <Empty title="No line has this verdict" />
  );
}
