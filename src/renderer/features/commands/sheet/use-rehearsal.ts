import { useDebouncedValue, useThrottledValue } from '@mantine/hooks';
import { queryOptions, skipToken, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CommandDraft } from '../../../../shared/contract/command-bodies.ts';
import type { Rehearsal } from '../../../../shared/contract/rehearsal.ts';
import type { Settings } from '../../../../shared/contract/workspace.ts';
import { ticketExamples } from '../../../domain-ui/ticket-example.ts';
import { ordersClient } from '../../../rpc/clients.ts';
import { faultOf, type ShownFault } from '../../../rpc/fault-of.ts';
import { usePlayheadStore } from '../../../state/playhead-store.ts';

/** What a command would do, as far as it is known. */
export type RehearsalNow = {
  /** The newest answer; it stays while the next one is asked for. */
  readonly shown: Rehearsal | null;
  /** True where it answers what stands in the form, on the log as it is. */
  readonly isSettled: boolean;
  readonly fault: ShownFault | null;
};

const typingRestsMs = 150;
const headEveryMs = 1_000;

/**
 * Asks what a draft would do whenever it or the log changes; null asks nothing. Reason and ticket
 * do not change what it does, so others stand in for them: the effect is seen before they are written.
 */
export function useRehearsal(
  draft: CommandDraft | null,
  basis: string | null,
  settings: Settings | null,
): RehearsalNow {
  const wanted = draft === null || settings === null ? null : JSON.stringify(draft);
  const [rested] = useDebouncedValue(wanted, typingRestsMs, { leading: true });
  const head = useThrottledValue(
    usePlayheadStore((state) => state.head?.token ?? ''),
    headEveryMs,
  );
  const { data, error, isFetching, isPlaceholderData } = useQuery(
    rehearsalQuery({ asked: rested, basis, pattern: settings?.ticketPattern ?? null }, head),
  );
  const last = useRef<Rehearsal | null>(null);
  if (data && !error) last.current = data;
  const isSettled = wanted !== null && wanted === rested && !isFetching && !isPlaceholderData;
  return {
    shown: wanted === null ? null : (data ?? last.current),
    isSettled: isSettled && data !== undefined,
    fault: error ? faultOf(error) : null,
  };
}

type Asking = {
  /** The draft, as JSON; null for none. */
  readonly asked: string | null;
  readonly basis: string | null;
  readonly pattern: string | null;
};

/** The question what a draft would do on the log as it is at a head. */
export function rehearsalQuery({ asked, basis, pattern }: Asking, head: string) {
  const input = asked === null ? null : (JSON.parse(asked) as CommandDraft);
  const ticket = pattern === null ? null : (ticketExamples(pattern)[0] ?? null);
  const said = { actor: 'rehearsal', reason: 'rehearsal', ticket, basis };
  return queryOptions<Rehearsal>({
    queryKey: ['rehearsal', asked, basis, pattern, head],
    queryFn:
      input === null
        ? skipToken
        : ({ signal }: { signal: AbortSignal }) =>
            ordersClient.commands.rehearse({ ...input, ...said }, { signal }),
    gcTime: 5_000,
    refetchInterval: ({ state }) => (state.error ? headEveryMs : false),
  });
}
