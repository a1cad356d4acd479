import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { questions } from '../../rpc/clients.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import type { UserFilters } from './user-filters.ts';

const firstPage = 100;
const nextPage = 500;
const longestPage = 1000;

/**
 * The users at the playhead, page by page at its cut. Where the cut moves, as many rows are asked
 * for as were there, and the old ones stay until the new ones are: nothing jumps.
 */
export function useUsersPage(filters: UserFilters) {
  const { token } = usePlayhead();
  const depth = useRef(firstPage);
  const query = useInfiniteQuery(
    questions.users.list.infiniteOptions({
      input: (after: string | undefined) => ({
        at: token,
        ...filters,
        limit: after === undefined ? Math.min(longestPage, depth.current) : nextPage,
        after,
      }),
      // What is asked is the same however many rows the first page brings.
      queryKey: ['users-table', token, filters],
      initialPageParam: undefined,
      getNextPageParam: (last) => last.after ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const { data, hasNextPage, isFetching, fetchNextPage, isPlaceholderData } = query;
  const rows = data?.pages.flatMap(({ users }) => users) ?? [];
  useEffect(() => {
    if (!isPlaceholderData) depth.current = Math.max(firstPage, rows.length);
  }, [isPlaceholderData, rows.length]);
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return { ...query, rows, first: data?.pages[0], loadMore };
}
