import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BulkChange } from '../../../shared/contract/bulks.ts';
import { mostBulkUsers } from '../../../shared/domain/bulk-size.ts';
import { ticketExamples } from '../../domain-ui/ticket-example.ts';
import { ordersClient } from '../../rpc/clients.ts';
import { faultOf, type ShownFault } from '../../rpc/fault-of.ts';
import { type DryRunRow, dryRunRows, type VerdictLine } from './dry-run.ts';

/** What would become of each name now; nothing is sent. */
export type DryRun = {
  readonly rows: readonly DryRunRow[];
  /** True where the verdicts are of this very list and change. */
  readonly isFresh: boolean;
  readonly isLooking: boolean;
  /** The cut it was decided on, as a token; null until it was. */
  readonly decidedAt: string | null;
  readonly fault: ShownFault | null;
  lookAgain(): void;
};

type Asked = {
  readonly change: BulkChange | null;
  readonly who: readonly string[];
  readonly ticketPattern: string | null;
};

const typingRestsMs = 250;

/** Keeps the dry run of a form up to date while it is being written. */
export function useDryRun({ change, who, ticketPattern }: Asked): DryRun {
  const names = useMemo(() => who.join('\n'), [who]);
  const asked = useMemo(() => JSON.stringify([change, names]), [change, names]);
  const [rested] = useDebouncedValue(asked, typingRestsMs);
  const isRested = rested === asked;
  const canAsk = change !== null && who.length > 0 && who.length <= mostBulkUsers;
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: ['bulk-dry-run', rested, ticketPattern],
    enabled: canAsk && isRested,
    // The log moves on: what was found for the same list some time ago is no answer now.
    staleTime: 0,
    gcTime: 0,
    queryFn: () => {
      if (change === null) throw new Error('No change was chosen.');
      return ordersClient.bulks.rehearse({ ...standIns(ticketPattern), change, who: [...who] });
    },
  });
  const isFresh = canAsk && isRested && data !== undefined && !isPlaceholderData && !error;
  const lines: readonly VerdictLine[] = (change !== null && data?.lines) || noLines;
  const rows = useMemo(() => dryRunRows(who, lines, isFresh), [who, lines, isFresh]);
  return {
    rows,
    isFresh,
    isLooking: canAsk && (isFetching || !isRested),
    decidedAt: data?.decidedAt.token ?? null,
    fault: canAsk && error ? faultOf(error) : null,
    lookAgain: () => void refetch(),
  };
}

const noLines: readonly VerdictLine[] = [];

// Who, why and for which ticket are asked for by the form itself: the dry run is about the users.
function standIns(ticketPattern: string | null) {
  const ticket = ticketPattern === null ? null : (ticketExamples(ticketPattern)[0] ?? null);
  return { actor: 'operator', reason: 'Dry run', ticket };
}
