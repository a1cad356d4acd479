import { type ReactNode, useCallback } from 'react';
import type { Receipt, ReceiptFilter } from '../../../shared/contract/commands.ts';
import { AnswerFoot } from '../../domain-ui/answer-foot.tsx';
import { faultOf } from '../../rpc/fault-of.ts';
import { openSubject, openView, setFilter, useWhere } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { CountChips } from '../../ui/count-chips.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { SearchInput } from '../../ui/search-input.tsx';
import { ViewFrame } from '../../ui/view-frame.tsx';
import { commandColumns } from './command-columns.tsx';
import { receiptFilterOf, receiptFilters } from './filter-receipts.ts';
import { SettlingBand } from './settling-band.tsx';
import { useReceipts } from './use-receipts.ts';

type ListProps = { readonly lists: ReactNode; readonly actions: ReactNode };

/** Every command issued from this workspace: those in flight first, then newest first. */
export function ReceiptList({ lists, actions }: ListProps) {
  const said = useWhere((state) => state.filters);
  const subject = useWhere((state) => state.subject);
  const status = receiptFilterOf(said['status']);
  const search = said['search'] ?? '';
  const { rows, first, now, error, isFetching, loadMore, newer, refetch } = useReceipts(
    status,
    search,
  );
  const total = first?.total ?? 0;
  return (
    <ViewFrame
      title="Commands"
      filters={lists}
      actions={actions}
      foot={
        <>
          <span>{countOf(now?.ofAll.all ?? 0, 'command')} issued from this workspace</span>
          {status !== 'all' || search !== '' ? <span>{formatCount(total)} match</span> : null}
          {rows.length < total && <span>{formatCount(rows.length)} loaded, newest first</span>}
          {newer && (
            <Button size="small" look="live" onClick={newer}>
              Show newer commands
            </Button>
          )}
          <AnswerFoot isFetching={isFetching} />
        </>
      }
    >
      <SettlingBand settling={now?.settling ?? null} />
      <Filters status={status} search={search} ofAll={now?.ofAll ?? null} />
      <DataTable<Receipt>
        label="Commands"
        columns={commandColumns}
        rows={rows}
        rowKey={({ commandId }) => commandId}
        total={total}
        selectedKey={subject?.kind === 'command' ? subject.id : null}
        onOpen={({ commandId }) => openSubject({ kind: 'command', id: commandId })}
        onNearEnd={loadMore}
        empty={
          error ? (
            <Empty title="The commands cannot be shown" text={faultOf(error).text}>
              <Button onClick={() => void refetch()}>Try again</Button>
            </Empty>
          ) : (
            first && <NoCommands isFiltered={(now?.ofAll.all ?? 0) > 0} />
          )
        }
      />
    </ViewFrame>
  );
}

type FiltersProps = {
  readonly status: ReceiptFilter;
  readonly search: string;
  readonly ofAll: Readonly<Record<ReceiptFilter, number>> | null;
};

function Filters({ status, search, ofAll }: FiltersProps) {
  const look = useCallback((text: string) => setFilter('search', text), []);
  return (
    <CountChips
      label="Status"
      choices={receiptFilters.map(({ value, word }) => ({
        value,
        label: word,
        count: ofAll?.[value] ?? null,
      }))}
      value={status}
      onChange={(value) => setFilter('status', value === 'all' ? null : value)}
    >
      <SearchInput
        label="Filter commands"
        placeholder="Id, name, reason or ticket   /"
        value={search}
        onChange={look}
      />
    </CountChips>
  );
}

function NoCommands({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <Empty title="No command matches" text="Choose another status, or look for something else.">
      <Button onClick={() => openView('commands')}>Show all commands</Button>
    </Empty>
  ) : (
    <Empty
      title="No command was issued yet"
      text="A change becomes a command: open a user and choose “Change roles…”, or change many users at once. Its receipt then stands here for good."
    >
      <Button onClick={() => openView('users')}>Go to the users</Button>
    </Empty>
  );
}
