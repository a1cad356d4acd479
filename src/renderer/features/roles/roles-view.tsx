import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RoleAnswer } from '../../../shared/contract/roles.ts';
import { AnswerFoot } from '../../domain-ui/answer-foot.tsx';
import { openCommand } from '../../domain-ui/sheet-store.ts';
import { questions } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { useKeys } from '../../state/use-keys.ts';
import { openSubject, setFilter, useWhere } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceChip } from '../../ui/choice-chip.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { SearchInput } from '../../ui/search-input.tsx';
import { ViewFrame } from '../../ui/view-frame.tsx';
import { countKinds, filterRoles, type RoleKind, roleKinds } from './filter-roles.ts';
import { roleColumns } from './role-columns.tsx';

const kindLabels: { readonly [Kind in RoleKind]: string } = {
  all: 'all',
  active: 'active',
  privileged: 'privileged',
  deleted: 'deleted',
  dangling: 'held, but not there',
};

/** Every role at the playhead: what it allows, and how many hold it. */
export function RolesView() {
  const { token } = usePlayhead();
  const filters = useWhere((state) => state.filters);
  const subject = useWhere((state) => state.subject);
  const { data, error, isFetching } = useQuery(
    questions.roles.list.queryOptions({ input: { at: token } }),
  );
  useKeys({ n: newRole });
  const kind = roleKinds.find((known) => known === filters['kind']) ?? 'all';
  const search = filters['search'] ?? '';
  const all = useMemo(() => data?.roles ?? [], [data]);
  const rows = useMemo(() => filterRoles(all, kind, search), [all, kind, search]);
  const counts = useMemo(() => countKinds(all), [all]);
  return (
    <ViewFrame
      title="Roles"
      filters={
        <>
          <SearchInput
            label="Filter roles"
            placeholder="Name, id or permission"
            value={search}
            onChange={(text) => setFilter('search', text)}
          />
          <ChoiceChip
            label="Show"
            choices={roleKinds.map((value) => ({
              value,
              label: kindLabels[value],
              note: formatCount(counts[value]),
            }))}
            values={[kind]}
            onChange={([value]) => setFilter('kind', value === 'all' ? null : (value ?? null))}
          />
        </>
      }
      actions={<NewRole />}
      foot={<RolesFoot shown={rows.length} counts={counts} isFetching={isFetching} />}
    >
      <DataTable<RoleAnswer>
        label="Roles"
        columns={roleColumns}
        rows={rows}
        rowKey={({ roleId }) => roleId}
        selectedKey={subject?.kind === 'role' ? subject.id : null}
        isFaint={({ status }) => status === 'deleted'}
        onOpen={({ roleId }) => openSubject({ kind: 'role', id: roleId })}
        empty={
          error ? (
            <Empty title="The roles cannot be shown" text={faultOf(error).text} />
          ) : (
            data && <NoRoles isFiltered={all.length > 0} />
          )
        }
      />
    </ViewFrame>
  );
}

const newRole = () => openCommand('CreateRole');

function NewRole() {
  return (
    <Button look="primary" title="New role (N)" onClick={newRole}>
      New role…
    </Button>
  );
}

type RolesFootProps = {
  readonly shown: number;
  readonly counts: ReturnType<typeof countKinds>;
  readonly isFetching: boolean;
};

function RolesFoot({ shown, counts, isFetching }: RolesFootProps) {
  const all = countOf(counts.all, 'role');
  return (
    <>
      <span>{shown === counts.all ? `${all} at this cut` : `${formatCount(shown)} of ${all}`}</span>
      <span>
        {formatCount(counts.active)} active, {formatCount(counts.privileged)} privileged
      </span>
      {counts.dangling > 0 && <span>{formatCount(counts.dangling)} held, but not there</span>}
      <AnswerFoot isFetching={isFetching} />
    </>
  );
}

function NoRoles({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <Empty title="No role matches" text="Take a filter away, or look for something else." />
  ) : (
    <Empty
      title="No role yet at this moment"
      text="Roles appear with the first event that creates or grants one. Move the playhead to a later moment."
    />
  );
}
