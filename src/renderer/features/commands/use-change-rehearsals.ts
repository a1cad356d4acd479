import { useThrottledValue } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import type { Rehearsal } from '../../../shared/contract/rehearsal.ts';
import type { Settings } from '../../../shared/contract/workspace.ts';
import { usePlayheadStore } from '../../state/playhead-store.ts';
import type { RoleChange } from './role-effect.ts';
import { rehearsalQuery } from './sheet/use-rehearsal.ts';

/** One change and what it would do; null until that is known. */
export type RehearsedChange = { readonly change: RoleChange; readonly rehearsal: Rehearsal | null };

const headEveryMs = 1_000;

/** What each change would do, each for itself on the log as it is now. */
export function useChangeRehearsals(
  { userId, changes }: { readonly userId: string; readonly changes: readonly RoleChange[] },
  basis: string | null,
  { ticketPattern }: Settings,
): { readonly rehearsed: readonly RehearsedChange[]; readonly isSettled: boolean } {
  const head = useThrottledValue(
    usePlayheadStore((state) => state.head?.token ?? ''),
    headEveryMs,
  );
  const answers = useQueries({
    queries: changes.map(({ type, roleId }) => {
      const asked = basis === null ? null : JSON.stringify({ type, data: { userId, roleId } });
      return rehearsalQuery({ asked, basis, pattern: ticketPattern }, head);
    }),
  });
  return {
    rehearsed: changes.map((change, at) => ({ change, rehearsal: answers[at]?.data ?? null })),
    isSettled: answers.every(
      ({ isFetching, isPlaceholderData, data }) => !isFetching && !isPlaceholderData && data,
    ),
  };
}
