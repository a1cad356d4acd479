import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { questions, questionsClient } from '../../rpc/clients.ts';
import { queryClient } from '../../rpc/query-client.ts';
import { useAskedAhead } from '../../state/ask-ahead.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import type { UserFilters } from './user-filters.ts';

/** Two screens of rows of 30 px: few enough to follow the hand, with some to scroll to. */
const firstPage = Math.ceil(window.innerHeight / 15);
const nextPage = 500;
const longestPage = 1000;

const asItCame = <Pages>(pages: Pages): Pages => pages;

/**
 * The users at the playhead, page by page at its cut. Where the cut moves, as many rows are asked
 * for as were there, and the old ones stay until the new ones are: nothing jumps.
 */
export function useUsersPage(filters: UserFilters) {
  const { token } = usePlayhead();
  const depth = useRef(firstPage);
  const inputAt = (at: string, after?: string) => ({
    ...{ at, ...filters, after },
    limit: after === undefined ? Math.min(longestPage, depth.current) : nextPage,
  });
  const optionsAt = (at: string) =>
    questions.users.list.infiniteOptions({
      input: (after: string | undefined) => inputAt(at, after),
      // What is asked is the same however many rows the first page brings.
      queryKey: ['users-table', at, filters],
      initialPageParam: undefined,
      getNextPageParam: (last) => last.after ?? undefined,
    });
  useAskedAhead({
    ask: (at, signal) => questionsClient.users.list(inputAt(at), { signal }),
    keep: (token, queryFn) => queryClient.prefetchInfiniteQuery({ ...optionsAt(token), queryFn }),
  });
  const query = useInfiniteQuery({
    ...optionsAt(token),
    placeholderData: keepPreviousData,
    // What is the same at the next cut stays the same object, and is not drawn anew.
    select: asItCame,
  });
  const { data, hasNextPage, isFetching, fetchNextPage, isPlaceholderData } = query;
  const rows = useMemo(() => data?.pages.flatMap(({ users }) => users) ?? [], [data]);
  useEffect(() => {
    if (!isPlaceholderData) depth.current = Math.max(firstPage, rows.length);
  }, [isPlaceholderData, rows.length]);
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return { ...query, rows, first: data?.pages[0], loadMore };
}
