import { skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { ReceiptFilter } from '../../../shared/contract/commands.ts';
import { orders } from '../../rpc/clients.ts';
import { queryClient } from '../../rpc/query-client.ts';
import { inFlightFirst } from './filter-receipts.ts';
import { isInFlight } from './receipt-steps.ts';

const pageSize = 100;
const mostInFlight = 200;
/** More pages than these are not read again by themselves: newer receipts are offered instead. */
const pagesKeptFresh = 3;
const lookAgainMs = { inFlight: 500, quiet: 5_000 };

/** The receipts that match, page by page, those in flight on top of all; looked at again by themselves. */
export function useReceipts(status: ReceiptFilter, search: string) {
  const asked = { status, ...(search !== '' && { search }) };
  const options = orders.commands.list.infiniteOptions({
    input: (after: string | undefined) => ({ ...asked, limit: pageSize, after }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.after ?? undefined,
  });
  const list = useInfiniteQuery({
    ...options,
    refetchOnMount: 'always',
    refetchInterval: ({ state: { data } }) => {
      if ((data?.pages.length ?? 0) > pagesKeptFresh) return false;
      const isMoving = data?.pages.some(({ commands }) => commands.some(isInFlight));
      return isMoving ? lookAgainMs.inFlight : lookAgainMs.quiet;
    },
  });
  const now = useNow();
  const inFlight = useInFlight(status === 'all', search);
  const { data, hasNextPage, isFetching, fetchNextPage, refetch } = list;
  const first = data?.pages[0];
  const rows = useMemo(
    () => inFlightFirst(inFlight, data?.pages.flatMap(({ commands }) => commands) ?? []),
    [inFlight, data],
  );
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const isBehind =
    (data?.pages.length ?? 0) > pagesKeptFresh && now?.ofAll.all !== first?.ofAll.all;
  const showNewer = () => {
    queryClient.setQueryData(
      options.queryKey,
      (before) =>
        before && {
          pages: before.pages.slice(0, 1),
          pageParams: before.pageParams.slice(0, 1),
        },
    );
    void refetch();
  };
  return { ...list, rows, first, now: now ?? first, loadMore, newer: isBehind ? showNewer : null };
}

/** How many there are of each status, and how far settling has come: cheap to ask often. */
function useNow() {
  const { data } = useQuery({
    ...orders.commands.list.queryOptions({ input: { limit: 1 } }),
    refetchOnMount: 'always',
    refetchInterval: ({ state: { data: found } }) =>
      found && (found.settling !== null || found.ofAll.in_flight > 0)
        ? lookAgainMs.inFlight
        : lookAgainMs.quiet,
  });
  return data;
}

function useInFlight(isWanted: boolean, search: string) {
  const input = { status: 'in_flight', limit: mostInFlight, ...(search && { search }) } as const;
  const { data } = useQuery({
    ...orders.commands.list.queryOptions({ input: isWanted ? input : skipToken }),
    refetchOnMount: 'always',
    placeholderData: undefined,
    refetchInterval: ({ state }) =>
      state.data?.commands.length ? lookAgainMs.inFlight : lookAgainMs.quiet,
  });
  return useMemo(() => (isWanted ? (data?.commands ?? []) : []), [isWanted, data]);
}
