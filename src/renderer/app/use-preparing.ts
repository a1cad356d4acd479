import { useQuery } from '@tanstack/react-query';
import type { Preparing } from '../../shared/contract/workspace.ts';
import { host } from '../rpc/clients.ts';
import { usePlayheadStore } from '../state/playhead-store.ts';

const everyMs = 500;

/** How far the workspace is with being brought to the layout of this version; null where there is nothing to wait for. Asked while nothing is shown yet. */
export function usePreparing(): Preparing | null {
  const isReady = usePlayheadStore((state) => state.resolved !== null);
  const asked = host.host.describe.queryOptions({
    input: {},
    enabled: !isReady,
    refetchInterval: everyMs,
  });
  const { data } = useQuery(asked);
  return isReady ? null : (data?.preparing ?? null);
}
