import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import type { Entry } from '../../../shared/contract/entries.ts';
import { eventTypes } from '../../../shared/domain/events.ts';
import { AnswerFoot } from '../../domain-ui/answer-foot.tsx';
import { kindOfType } from '../../domain-ui/entry-kind.ts';
import { GoHere } from '../../domain-ui/go-here.tsx';
import { PlaceText } from '../../domain-ui/place-text.tsx';
import { TimeText } from '../../domain-ui/time-text.tsx';
import { typeWords } from '../../domain-ui/type-words.ts';
import { useHeldToken } from '../../domain-ui/use-held-token.ts';
import { useRolesHere } from '../../domain-ui/use-roles-here.ts';
import { questions } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { openSubject, openView, setFilter, useWhere } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceChip } from '../../ui/choice-chip.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Dot } from '../../ui/dot.tsx';
import { Empty } from '../../ui/empty.tsx';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { SearchInput } from '../../ui/search-input.tsx';
import { ViewFrame } from '../../ui/view-frame.tsx';
import { EventActor, EventSentence, EventSubject } from './event-cells.tsx';
import { type EventFilters, filterInput, isFiltered, readFilters } from './event-filters.ts';
import { ScanBand } from './scan-band.tsx';
import { SpanFilter } from './span-filter.tsx';
import { RoleFilter, UserFilter } from './subject-filters.tsx';
import { useTextScan } from './use-text-scan.ts';

const pageSize = 100;
const typeChoices = eventTypes.map((value) => ({
  value,
  label: typeWords[value],
  mark: <Dot colour={kindOfType(value)} />,
}));

/** The events up to the playhead, newest first. */
export function EventsView() {
  const said = useWhere((state) => state.filters);
  const subject = useWhere((state) => state.subject);
  const filters = useMemo(() => readFilters(said), [said]);
  const { last, live } = usePlayhead();
  const columns = useColumns();
  const { rows, total, error, isFetching, isAnswered, loadMore, newer, scan } = useEvents(filters);
  return (
    <ViewFrame
      title="Events"
      filters={<Filters filters={filters} />}
      actions={
        isFiltered(filters) && (
          <Button look="quiet" onClick={() => openView('events')}>
            Clear
          </Button>
        )
      }
      foot={
        <>
          <span title="Duplicates are listed too; they count once">
            {countOf(total, 'entry', 'entries')} {footWords(filters)}, duplicates included
          </span>
          {rows.length < total && <span>{formatCount(rows.length)} loaded, newest first</span>}
          {newer && (
            <Button size="small" look="live" onClick={newer}>
              Show newer events
            </Button>
          )}
          <AnswerFoot isFetching={isFetching} />
        </>
      }
    >
      {scan && filters.text !== null && <ScanBand text={filters.text} scan={scan} />}
      <DataTable<Entry>
        label="Events, newest first"
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        total={total}
        selectedKey={subject?.kind === 'record' ? keyOf(subject) : null}
        markedKey={last && !live ? keyOf(last) : null}
        onOpen={({ partition, offset }) => openSubject({ kind: 'record', partition, offset })}
        onNearEnd={loadMore}
        empty={
          error ? (
            <Empty title="These events cannot be shown" text={faultOf(error).text} />
          ) : (
            isAnswered && <NoEvents isFiltered={isFiltered(filters)} />
          )
        }
      />
    </ViewFrame>
  );
}

function Filters({ filters }: { readonly filters: EventFilters }) {
  return (
    <>
      <ChoiceChip
        label="Kind"
        choices={typeChoices}
        values={filters.types}
        multiple
        onChange={(values) => setFilter('type', values.join(','))}
      />
      <UserFilter userId={filters.userId} />
      <RoleFilter roleId={filters.roleId} />
      <SpanFilter key={`${filters.from} ${filters.to}`} from={filters.from} to={filters.to} />
      <SearchInput
        label="Text in keys and values, as it is written there"
        placeholder="Text in payloads"
        value={filters.text ?? ''}
        width={170}
        onChange={setText}
      />
    </>
  );
}

function setText(text: string): void {
  setFilter('text', text);
}

function footWords(filters: EventFilters): string {
  if (filters.text !== null) return 'found';
  return isFiltered(filters) ? 'match' : 'at this cut';
}

/** A text is looked for in the bytes of the records, all else in what is known of them. */
function useEvents(filters: EventFilters) {
  const held = useHeldToken();
  const { hold } = held;
  const listed = useListedEvents(filters, held);
  const scan = useTextScan(filters, held.token);
  const isScan = scan !== null;
  useEffect(() => {
    // Each new event would begin the look again.
    if (isScan) hold();
  }, [isScan, hold]);
  if (scan === null) return { ...listed, scan };
  const { rows, state } = scan;
  const found = { rows, total: rows.length, error: null, loadMore: () => {}, newer: held.release };
  return { ...found, isFetching: state === 'looking', isAnswered: state !== 'looking', scan };
}

function useListedEvents(filters: EventFilters, held: ReturnType<typeof useHeldToken>) {
  const query = useInfiniteQuery(
    questions.log.events.infiniteOptions({
      input: (after: string | undefined) => ({
        ...filterInput(filters),
        at: held.token,
        order: 'desc' as const,
        brief: 'true' as const,
        limit: pageSize,
        after,
      }),
      enabled: filters.text === null,
      initialPageParam: undefined,
      getNextPageParam: (page) => page.after ?? undefined,
    }),
  );
  const { data, error, isFetching, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.events) ?? [], [data]);
  const { hold } = held;
  const loadMore = useCallback(() => {
    if (!hasNextPage || isFetchingNextPage) return;
    // More of one list: from now on it stays at its cut, or a new event would shorten it again.
    hold();
    void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, hold]);
  const total = data?.pages[0]?.total ?? 0;
  const isAnswered = data !== undefined;
  return { rows, total, error, isFetching, isAnswered, loadMore, newer: held.release };
}

function useColumns(): readonly Column<Entry>[] {
  const { nameOf } = useRolesHere();
  return useMemo(
    () => [
      {
        id: 'time',
        header: 'Time of record',
        width: 200,
        cell: ({ recordTime }) => <TimeText time={recordTime} style="exact" />,
      },
      {
        id: 'sentence',
        header: 'What happened',
        share: 1,
        cell: (entry) => <EventSentence entry={entry} roleName={nameOf} />,
      },
      {
        id: 'subject',
        header: 'Of',
        width: 132,
        cell: (entry) => <EventSubject entry={entry} roleName={nameOf} />,
      },
      {
        id: 'actor',
        header: 'By',
        width: 124,
        cell: (entry) => <EventActor entry={entry} />,
      },
      {
        id: 'place',
        header: 'Record',
        width: 92,
        align: 'end',
        cell: ({ partition, offset }) => <PlaceText partition={partition} offset={offset} />,
      },
      { id: 'go', header: '', width: 38, cell: (entry) => <GoHere place={entry} /> },
    ],
    [nameOf],
  );
}

function keyOf({ partition, offset }: { partition: number; offset: number }): string {
  return `${partition}:${offset}`;
}

function NoEvents({ isFiltered: isNarrowed }: { readonly isFiltered: boolean }) {
  return isNarrowed ? (
    <Empty
      title="No event matches up to this moment"
      text="Take a filter away, or move the playhead to a later moment."
    >
      <Button onClick={() => openView('events')}>Clear the filters</Button>
    </Empty>
  ) : (
    <Empty
      title="No event yet at this moment"
      text="The playhead stands before the first event. Move it to a later moment."
    />
  );
}
