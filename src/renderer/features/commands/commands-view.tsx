import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Receipt } from '../../../shared/contract/commands.ts';
import { AnswerFoot } from '../../domain-ui/answer-foot.tsx';
import { orders } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { openSubject, openView, setFilter, useWhere } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceChip } from '../../ui/choice-chip.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { SearchInput } from '../../ui/search-input.tsx';
import { ViewFrame } from '../../ui/view-frame.tsx';
import { commandColumns } from './command-columns.tsx';
import { filterReceipts, type ReceiptFilter, receiptFilters } from './filter-receipts.ts';
import { isInFlight } from './receipt-steps.ts';

const mostShown = 1000;
const lookAgainMs = { inFlight: 500, quiet: 5_000 };
const choices = receiptFilters.map((value) => ({ value, label: value }));

/** Every command issued from this workspace: those in flight first, then newest first. */
export function CommandsView() {
  const said = useWhere((state) => state.filters);
  const subject = useWhere((state) => state.subject);
  const { data, error, isFetching } = useQuery({
    ...orders.commands.list.queryOptions({ input: { limit: mostShown } }),
    refetchOnMount: 'always',
    refetchInterval: ({ state }) =>
      state.data?.commands.some(isInFlight) ? lookAgainMs.inFlight : lookAgainMs.quiet,
  });
  const filter = receiptFilters.find((known) => known === said['status']) ?? 'all';
  const search = said['search'] ?? '';
  const rows = useMemo(
    () => filterReceipts(data?.commands ?? [], filter, search),
    [data, filter, search],
  );
  const inFlight = data?.commands.filter(isInFlight).length ?? 0;
  return (
    <ViewFrame
      title="Commands"
      filters={<Filters filter={filter} search={search} />}
      foot={
        <>
          <span>{countOf(data?.total ?? 0, 'command')} issued from this workspace</span>
          {rows.length < (data?.total ?? 0) && <span>{formatCount(rows.length)} shown</span>}
          {inFlight > 0 && <span>{formatCount(inFlight)} in flight</span>}
          <AnswerFoot isFetching={isFetching} />
        </>
      }
    >
      <DataTable<Receipt>
        label="Commands"
        columns={commandColumns}
        rows={rows}
        rowKey={({ commandId }) => commandId}
        selectedKey={subject?.kind === 'command' ? subject.id : null}
        onOpen={({ commandId }) => openSubject({ kind: 'command', id: commandId })}
        empty={
          error ? (
            <Empty title="The commands cannot be shown" text={faultOf(error).text} />
          ) : (
            data && <NoCommands isFiltered={data.total > 0} />
          )
        }
      />
    </ViewFrame>
  );
}

type FiltersProps = { readonly filter: ReceiptFilter; readonly search: string };

function Filters({ filter, search }: FiltersProps) {
  return (
    <>
      <SearchInput
        label="Filter commands"
        placeholder="User, role, reason or ticket"
        value={search}
        onChange={(text) => setFilter('search', text)}
      />
      <ChoiceChip
        label="Status"
        choices={choices}
        values={[filter]}
        onChange={([value]) => setFilter('status', value === 'all' ? null : (value ?? null))}
      />
    </>
  );
}

function NoCommands({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <Empty title="No command matches" text="Choose another status, or look for something else." />
  ) : (
    <Empty
      title="No command was issued yet"
      text="A role change becomes a command: open a user and choose “Change roles…”. Its receipt then stands here for good."
    >
      <Button onClick={() => openView('users')}>Go to the users</Button>
    </Empty>
  );
}
