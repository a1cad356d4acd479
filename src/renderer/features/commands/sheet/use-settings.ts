import { useQuery } from '@tanstack/react-query';
import type { Settings } from '../../../../shared/contract/workspace.ts';
import { orders } from '../../../rpc/clients.ts';

/** The workspace's settings as the writer has them; null until it told. */
export function useSettings(): Settings | null {
  const { data } = useQuery({
    ...orders.workspace.settings.queryOptions({ input: {} }),
    refetchOnMount: 'always',
  });
  return data ?? null;
}
