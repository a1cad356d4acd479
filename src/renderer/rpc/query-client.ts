import { ORPCError } from '@orpc/client';
import { keepPreviousData, QueryClient } from '@tanstack/react-query';
import { RefusedError } from './wire.ts';

/** The cache of answers. An answer at a token never changes, so nothing goes stale by itself. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 30_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      // Old rows stay until the new ones are there: nothing jumps while the playhead moves.
      placeholderData: keepPreviousData,
      retry: (count, error) =>
        !(error instanceof ORPCError || error instanceof RefusedError) && count < 5,
      retryDelay: 250,
    },
    mutations: { networkMode: 'always' },
  },
});
