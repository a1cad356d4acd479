import { useMutation, useQuery } from '@tanstack/react-query';
import type { Bulk } from '../../../shared/contract/bulks.ts';
import { orders } from '../../rpc/clients.ts';
import { faultOf, type ShownFault } from '../../rpc/fault-of.ts';
import { queryClient } from '../../rpc/query-client.ts';

const lookAgainMs = { running: 700, open: 2_000, stopped: 5_000 };

/** A bulk as it stands, and what can be done with it. */
export type RunningBulk = {
  /** Null until it is known. */
  readonly bulk: Bulk | null;
  /** Why it cannot be shown. */
  readonly fault: ShownFault | null;
  /** Why the last stop or start failed. */
  readonly stepFault: ShownFault | null;
  readonly isPending: boolean;
  stop(): void;
  runAgain(): void;
};

/** Follows a bulk to its end; it runs in the writer, whether somebody looks or not. */
export function useBulk(bulkId: string): RunningBulk {
  const input = { bulkId };
  const { data, error } = useQuery({
    ...orders.bulks.get.queryOptions({ input }),
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => pauseOf(state.data),
  });
  const onSuccess = (bulk: Bulk) => {
    queryClient.setQueryData(orders.bulks.get.queryKey({ input }), bulk);
    void queryClient.invalidateQueries({ queryKey: orders.bulks.list.key() });
  };
  const stop = useMutation(orders.bulks.stop.mutationOptions({ onSuccess }));
  const resume = useMutation(orders.bulks.resume.mutationOptions({ onSuccess }));
  const failed = stop.error ?? resume.error;
  return {
    bulk: data?.bulkId === bulkId ? data : null,
    fault: error && faultOf(error),
    stepFault: failed && faultOf(failed),
    isPending: stop.isPending || resume.isPending,
    stop: () => stop.mutate(input),
    runAgain: () => {
      stop.reset();
      resume.mutate(input);
    },
  };
}

function pauseOf(bulk: Bulk | undefined): number | false {
  if (!bulk) return false;
  if (bulk.state === 'running') return lookAgainMs.running;
  if (bulk.counts.open > 0) return lookAgainMs.open;
  return bulk.state === 'stopped' ? lookAgainMs.stopped : false;
}
