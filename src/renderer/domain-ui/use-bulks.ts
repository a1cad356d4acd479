import { useQuery } from '@tanstack/react-query';
import type { BulkCard } from '../../shared/contract/bulks.ts';
import { orders } from '../rpc/clients.ts';
import { faultOf, type ShownFault } from '../rpc/fault-of.ts';

const lookAgainMs = { running: 1_000, quiet: 5_000 };

/** The bulks of this workspace, newest first, looked at again while one runs; null until they are known. */
export function useBulks(): {
  readonly bulks: readonly BulkCard[] | null;
  readonly fault: ShownFault | null;
} {
  const { data, error } = useQuery({
    ...orders.bulks.list.queryOptions({ input: {} }),
    refetchOnMount: 'always',
    refetchInterval: ({ state }) =>
      state.data?.bulks.some((bulk) => bulk.state === 'running')
        ? lookAgainMs.running
        : lookAgainMs.quiet,
  });
  return { bulks: data?.bulks ?? null, fault: error && faultOf(error) };
}
