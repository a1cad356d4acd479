import { skipToken, useQuery } from '@tanstack/react-query';
import type { Receipt } from '../../../shared/contract/commands.ts';
import { formatPlace } from '../../../shared/log/position.ts';
import { questions } from '../../rpc/clients.ts';

/** The cut token a receipt is cited by: just after what it wrote, else the one it was decided on. */
export function useReceiptToken({ appended, decidedAt }: Receipt): string | null {
  const last = appended.at(-1);
  const input = last ? { at: formatPlace(last.partition, last.offset) } : skipToken;
  const { data } = useQuery(questions.log.cut.queryOptions({ input }));
  return last ? (data?.cut.token ?? null) : (decidedAt?.token ?? null);
}
