import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CutAnswer } from '../../../shared/contract/answer.ts';
import { questions } from '../../rpc/clients.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { type HistoryView, type HistoryWindow, seeFrom, serves } from './history-window.ts';

const page = 50;
const laterAtFirst = 30;
const laterAtMost = 100;

type ReadAt = { readonly token: string; readonly partitions: CutAnswer['partitions'] };

/** A user's history around the playhead, and how to load more of it on either side. */
export type UserHistory = {
  readonly view: HistoryView | null;
  readonly error: Error | null;
  readonly isFetching: boolean;
  /** Loads older entries; null where there are none. */
  readonly loadOlder: (() => void) | null;
  /** Loads more of what is still to come; null where that is all, or as much as is shown at once. */
  readonly loadAhead: (() => void) | null;
  readonly tryAgain: () => void;
};

/**
 * Reads a user's history at the playhead. Stepping back through what is loaded reads nothing anew:
 * the list stands still and only the mark in it moves.
 */
export function useUserHistory(userId: string): UserHistory {
  const { token, partitions, live } = usePlayhead();
  const [readAt, setReadAt] = useState<ReadAt>({ token, partitions });
  const [later, setLater] = useState(laterAtFirst);
  const query = useInfiniteQuery(
    questions.users.history.infiniteOptions({
      input: (before: string | undefined) => ({
        userId,
        at: readAt.token,
        limit: page,
        before,
        later,
        quarantined: 'true' as const,
        brief: 'true' as const,
      }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.before ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const window = query.data ? windowOf(query.data.pages, query.hasNextPage) : null;
  const isHere = readAt.token === token;
  const canServe = !live && window && !query.isPlaceholderData;
  if (!isHere && !(canServe && serves(window, readAt.partitions, partitions))) {
    setReadAt({ token, partitions });
  }
  const { fetchNextPage, hasNextPage, isFetching } = query;
  const more = window ? window.laterTotal > window.later.length : false;
  return {
    view: window && seeFrom(window, partitions),
    error: query.error,
    isFetching,
    loadOlder: hasNextPage && !isFetching ? () => void fetchNextPage() : null,
    loadAhead: more && later < laterAtMost ? () => setLater(laterAtMost) : null,
    tryAgain: () => void query.refetch(),
  };
}

type Page = Omit<HistoryWindow, 'hasMore'>;

function windowOf(pages: readonly Page[], hasMore: boolean): HistoryWindow | null {
  const [first] = pages;
  if (!first) return null;
  const { later, total, laterTotal } = first;
  return { entries: pages.flatMap(({ entries }) => entries), later, total, laterTotal, hasMore };
}
