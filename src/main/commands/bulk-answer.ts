import type { BulkCard, BulkLine } from '../../shared/contract/bulks.ts';
import type { Receipt } from '../../shared/contract/commands.ts';
import type { StoredBulk, StoredLine } from '../store/desk/bulk-rows.ts';
import { isFinal, mayTryAgain } from './receipts.ts';

/** How a line stands: its receipt, null before it was issued, and whether it is under way. */
export type BulkLineState = { readonly receipt: Receipt | null; readonly isRunning: boolean };

type Progress = { readonly isRunning: boolean; readonly rate: number };

/** A bulk without its lines, as it travels; `rate` in lines a second. */
export function bulkCard(
  bulk: StoredBulk,
  states: readonly BulkLineState[],
  { isRunning, rate }: Progress,
): BulkCard {
  const { bulkId, change, actor, reason, ticket, startedAt } = bulk;
  const count = (...names: readonly BulkLine['status'][]) =>
    states.filter((state) => names.includes(statusOf(state))).length;
  const waiting = count('waiting', 'running');
  return {
    ...{ bulkId, change, actor, reason, ticket },
    startedAt: new Date(startedAt).toISOString(),
    state: isRunning ? 'running' : waiting > 0 || states.some(hasAnotherTry) ? 'stopped' : 'done',
    counts: {
      total: states.length,
      waiting,
      confirmed: count('confirmed'),
      raced: count('raced'),
      refused: count('refused'),
      open: count('sent', 'appended', 'unknown'),
    },
    rate: isRunning ? rate : 0,
  };
}

/** A line of a bulk, as it travels. */
export function bulkLine(
  { userId, commandId }: StoredLine,
  username: string | null,
  state: BulkLineState,
): BulkLine {
  const { receipt } = state;
  const first = receipt?.appended[0];
  return {
    ...{ userId, username, commandId },
    status: statusOf(state),
    code: receipt?.refusal?.code ?? null,
    text: receipt?.refusal?.text ?? null,
    place: first ? { partition: first.partition, offset: first.offset } : null,
  };
}

function statusOf({ receipt, isRunning }: BulkLineState): BulkLine['status'] {
  if (receipt && isFinal(receipt)) return receipt.status;
  if (isRunning) return 'running';
  return receipt?.status ?? 'waiting';
}

function hasAnotherTry({ receipt }: BulkLineState): boolean {
  return receipt !== null && mayTryAgain(receipt);
}
