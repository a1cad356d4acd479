import { useThrottledValue } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Rehearsal } from '../../../shared/contract/rehearsal.ts';
import type { Settings } from '../../../shared/contract/workspace.ts';
import { faultOf, type ShownFault } from '../../rpc/fault-of.ts';
import { usePlayheadStore } from '../../state/playhead-store.ts';
import type { RoleChange } from './role-effect.ts';
import { rehearsalQuery } from './sheet/use-rehearsal.ts';

/** One change and what it would do; null until that is known. */
export type RehearsedChange = { readonly change: RoleChange; readonly rehearsal: Rehearsal | null };

/** What all changes of a sheet would do. */
type ChangeRehearsals = {
  readonly rehearsed: readonly RehearsedChange[];
  /** True where each answer is of the log as it is. */
  readonly isSettled: boolean;
  /** Why one of them could not be asked; null where all could. */
  readonly fault: ShownFault | null;
};

const headEveryMs = 1_000;

/** What each change would do, each for itself on the log as it is now. */
export function useChangeRehearsals(
  { userId, changes }: { readonly userId: string; readonly changes: readonly RoleChange[] },
  basis: string | null,
  { ticketPattern }: Settings,
): ChangeRehearsals {
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
  // While head moves on, the answer from before stays: what was said of a change does not flicker.
  const last = useRef(new Map<string, Rehearsal>());
  const rehearsed = changes.map((change, at) => {
    const key = `${change.type} ${change.roleId}`;
    const answer = answers[at]?.data;
    if (answer) last.current.set(key, answer);
    return { change, rehearsal: answer ?? last.current.get(key) ?? null };
  });
  const error = answers.find((answer) => answer.error !== null)?.error ?? null;
  return {
    rehearsed,
    fault: error && faultOf(error),
    isSettled: answers.every(
      ({ isFetching, isPlaceholderData, data }) => !isFetching && !isPlaceholderData && data,
    ),
  };
}
