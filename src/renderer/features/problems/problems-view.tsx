import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Problem } from '../../../shared/contract/log.ts';
import { formatPlace } from '../../../shared/log/position.ts';
import { AnswerFoot } from '../../domain-ui/answer-foot.tsx';
import { useHeldToken } from '../../domain-ui/use-held-token.ts';
import { questions } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { goTo, openSubject, setFilter, useWhere } from '../../state/window-store.ts';
import { ChoiceChip } from '../../ui/choice-chip.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Dot } from '../../ui/dot.tsx';
import { Empty } from '../../ui/empty.tsx';
import { countOf, formatCount } from '../../ui/format-count.ts';
import { ViewFrame } from '../../ui/view-frame.tsx';
import { AccountStrip } from './account-strip.tsx';
import { countFindings } from './count-findings.ts';
import { problemColumns } from './problem-columns.tsx';
import { kindLook, kindWords, type ProblemKind, problemKinds, readKinds } from './problem-kinds.ts';

const pageSize = 500;
const kindChoices = problemKinds.map((value) => ({
  value,
  label: kindWords[value].word,
  mark: <Dot colour={kindLook(value)} />,
}));
const expectedChoices = [
  { value: 'shown', label: 'shown, faint' },
  { value: 'hidden', label: 'hidden' },
];

/** What did not decode or did not fit, up to the playhead, and what became of every offset. */
export function ProblemsView() {
  const said = useWhere((state) => state.filters);
  const subject = useWhere((state) => state.subject);
  const { last, live } = usePlayhead();
  const kinds = useMemo(() => readKinds(said['kind']), [said]);
  const hidesExpected = said['expected'] === 'hidden';
  const { loaded, total, error, isFetching, isAnswered, loadMore } = useProblems(kinds);
  const rows = useMemo(
    () => (hidesExpected ? loaded.filter(({ expected }) => !expected) : loaded),
    [loaded, hidesExpected],
  );
  return (
    <ViewFrame
      title="Problems"
      filters={<Filters kinds={kinds} hidesExpected={hidesExpected} />}
      foot={
        <>
          <span>
            {countOf(total, 'finding')} {kinds.length > 0 ? 'of these kinds' : 'at this cut'}
          </span>
          <FindingCounts loaded={loaded} total={total} />
          <AnswerFoot isFetching={isFetching} />
        </>
      }
    >
      <AccountStrip />
      <DataTable<Problem>
        label="Problems"
        columns={problemColumns}
        rows={rows}
        rowKey={keyOf}
        total={total}
        selectedKey={subject?.kind === 'record' ? firstOf(rows, subject) : null}
        markedKey={last && !live ? firstOf(rows, last) : null}
        isFaint={({ expected }) => expected}
        onOpen={openProblem}
        onNearEnd={loadMore}
        empty={
          error ? (
            <Empty title="The problems cannot be shown" text={faultOf(error).text} />
          ) : (
            isAnswered && <NoProblems isFiltered={kinds.length > 0} hasHidden={loaded.length > 0} />
          )
        }
      />
    </ViewFrame>
  );
}

type FiltersProps = { readonly kinds: readonly ProblemKind[]; readonly hidesExpected: boolean };

function Filters({ kinds, hidesExpected }: FiltersProps) {
  return (
    <>
      <ChoiceChip
        label="Kind"
        choices={kindChoices}
        values={kinds}
        multiple
        onChange={(values) => setFilter('kind', values.join(','))}
      />
      <ChoiceChip
        label="Expected ones"
        choices={expectedChoices}
        values={[hidesExpected ? 'hidden' : 'shown']}
        onChange={([value]) => setFilter('expected', value === 'hidden' ? value : null)}
      />
    </>
  );
}

function useProblems(kinds: readonly string[]) {
  const { token, hold } = useHeldToken();
  const kind = kinds.length === 0 ? undefined : kinds.join(',');
  const query = useInfiniteQuery(
    questions.log.problems.infiniteOptions({
      input: (after: string | undefined) => ({ at: token, kind, limit: pageSize, after }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.after ?? undefined,
    }),
  );
  const { data, error, isFetching, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const loaded = useMemo(() => data?.pages.flatMap((page) => page.problems) ?? [], [data]);
  const loadMore = useCallback(() => {
    if (!hasNextPage || isFetchingNextPage) return;
    hold();
    void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, hold]);
  const total = data?.pages[0]?.total ?? 0;
  return { loaded, total, error, isFetching, isAnswered: data !== undefined, loadMore };
}

type FindingCountsProps = { readonly loaded: readonly Problem[]; readonly total: number };

function FindingCounts({ loaded, total }: FindingCountsProps) {
  const { problems, remarks, expected } = countFindings(loaded);
  const among = loaded.length < total ? `of the ${formatCount(loaded.length)} loaded: ` : '';
  return (
    <span>
      {among}
      {countOf(problems, 'problem')}, {countOf(remarks, 'remark')}
      {expected > 0 && `, ${formatCount(expected)} to be expected`}
    </span>
  );
}

function NoProblems(props: { readonly isFiltered: boolean; readonly hasHidden: boolean }) {
  if (props.hasHidden) {
    return <Empty title="All of these were to be expected" text="They are hidden now." />;
  }
  return props.isFiltered ? (
    <Empty title="None of this kind up to this moment" text="Choose another kind, or any." />
  ) : (
    <Empty
      title="No problem up to this moment"
      text="Every record decoded, and every event fitted the state before it."
    />
  );
}

function openProblem({ kind, partition, offset }: Problem): void {
  // A gap has no record to open; the playhead can still go there.
  if (kind === 'gap') goTo(formatPlace(partition, offset));
  else openSubject({ kind: 'record', partition, offset });
}

// One record may have several problems: the first of them stands for it.
function firstOf(
  rows: readonly Problem[],
  last: { readonly partition: number; readonly offset: number },
): string | null {
  const found = rows.find(
    ({ partition, offset }) => partition === last.partition && offset === last.offset,
  );
  return found ? keyOf(found) : null;
}

function keyOf({ kind, code, partition, offset }: Problem): string {
  return `${partition}:${offset} ${kind} ${code}`;
}
