import { useElementSize } from '@mantine/hooks';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { AnswerFoot } from '../../domain-ui/answer-foot.tsx';
import { ExactnessWords } from '../../domain-ui/exactness-words.tsx';
import type { ExportSource } from '../../domain-ui/export-source.ts';
import { personName } from '../../domain-ui/person-name.ts';
import { openCommand } from '../../domain-ui/sheet-store.ts';
import { useCurrentEntry } from '../../domain-ui/use-current-entry.ts';
import { useRoleNamesHere } from '../../domain-ui/use-roles-here.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { useKeys } from '../../state/use-keys.ts';
import { openSubject, useWhere } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { pickWidth } from '../../ui/picking.ts';
import { ViewFrame } from '../../ui/view-frame.tsx';
import { ColumnsMenu } from './columns-menu.tsx';
import { useColumns } from './columns-store.ts';
import { ChangeHere, currentChange } from './current-change.ts';
import { statusWords, totalWords } from './foot-words.ts';
import { NoUsers } from './no-users.tsx';
import { pick, usePicks } from './picks-store.ts';
import { SelectionBar } from './selection-bar.tsx';
import { useUsersPage } from './use-users-page.ts';
import { userColumns } from './user-columns.tsx';
import { isEverybody, readFilters } from './user-filters.ts';
import styles from './users.module.css';
import { UsersFilters } from './users-filters.tsx';
import { UsersTrouble } from './users-trouble.tsx';

type UsersViewProps = {
  /** Makes the export button for what the table shows. */
  readonly renderExport: (source: ExportSource) => ReactNode;
};

/** Everybody at the playhead, in rows. */
export function UsersView({ renderExport }: UsersViewProps) {
  const said = useWhere((state) => state.filters);
  const filters = useMemo(() => readFilters(said), [said]);
  const page = useUsersPage(filters);
  useKeys({ n: newUser });
  const { first, rows, error } = page;
  const isPicking = usePicks(({ picked }) => picked.size > 0);
  return (
    <ViewFrame
      title="Users"
      filters={<UsersFilters filters={filters} />}
      actions={
        <>
          <ColumnsMenu />
          {renderExport({ kind: 'users', filters })}
          <Button look="primary" title="New user (N)" onClick={newUser}>
            New user…
          </Button>
        </>
      }
      foot={
        isPicking ? (
          <SelectionBar rows={rows} />
        ) : (
          first && (
            <>
              <span>{totalWords(first, !isEverybody(filters))}</span>
              {first.total > 0 && <span>{statusWords(first)}</span>}
              <ExactnessWords exactness={first.exactness} />
              <AnswerFoot isFetching={page.isFetching} />
            </>
          )
        )
      }
    >
      <UsersTrouble error={error} hasRows={rows.length > 0} onAgain={() => void page.refetch()} />
      {(first || !error) && <UsersTable page={page} filters={filters} />}
    </ViewFrame>
  );
}

const newUser = () => openCommand('CreateUser');

type UsersTableProps = {
  readonly page: ReturnType<typeof useUsersPage>;
  readonly filters: ReturnType<typeof readFilters>;
};

function UsersTable({ page, filters }: UsersTableProps) {
  const { last } = usePlayhead();
  const roles = useRoleNamesHere();
  const entry = useCurrentEntry();
  const chosen = useColumns((state) => state.columns);
  const subject = useWhere((state) => state.subject);
  const picked = usePicks((state) => state.picked);
  const { ref, width } = useElementSize();
  const year = last ? new Date(last.tau).getUTCFullYear() : null;
  const columns = useMemo(
    () => userColumns(chosen, { roles, width: width - pickWidth, year }),
    [chosen, roles, width, year],
  );
  const change = useMemo(() => currentChange(entry), [entry]);
  const box = useKeysIntoTable();
  return (
    <div ref={box} className={styles['box']}>
      <div ref={ref} className={styles['table']} aria-busy={page.isPlaceholderData}>
        <ChangeHere value={change}>
          <DataTable
            label="Users at the playhead"
            columns={columns}
            rows={page.rows}
            rowKey={(user) => user.userId}
            total={page.first?.total}
            selectedKey={subject?.kind === 'user' ? subject.id : null}
            isFaint={(user) => user.status === 'deleted'}
            onOpen={(user) => openSubject({ kind: 'user', id: user.userId })}
            onNearEnd={page.loadMore}
            picking={{ picked, onPick: pick, nameOf: personName }}
            empty={<NoUsers isLoading={!page.first} isFiltered={!isEverybody(filters)} />}
          />
        </ChangeHere>
      </div>
    </div>
  );
}

// Whoever opens the view by a key can go on with the arrows; from the search field, down leads into the rows.
function useKeysIntoTable() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const grid = () => box.current?.querySelector<HTMLElement>('[role="grid"]');
    const press = (event: globalThis.KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      const isFromFilter = target?.matches('[data-filter]') ?? false;
      const isLost = target === document.body && event.key.startsWith('Arrow');
      const isDown = event.key === 'ArrowDown' || event.key === 'Enter';
      const isUpOrDown = event.key === 'ArrowDown' || event.key === 'ArrowUp';
      if ((isFromFilter && isDown) || (isLost && isUpOrDown)) {
        event.preventDefault();
        grid()?.focus();
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  return box;
}
