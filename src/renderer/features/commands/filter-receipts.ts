import type { Receipt } from '../../../shared/contract/commands.ts';
import { isInFlight } from './receipt-steps.ts';

/** What the list of commands can be narrowed to. */
export const receiptFilters = ['all', 'in flight', 'confirmed', 'raced', 'refused'] as const;

/** One of the filters. */
export type ReceiptFilter = (typeof receiptFilters)[number];

/** The receipts that match, those in flight first, else in the order given. */
export function filterReceipts(
  receipts: readonly Receipt[],
  filter: ReceiptFilter,
  search: string,
): Receipt[] {
  const sought = search.trim().toLowerCase();
  const found = receipts.filter(
    (receipt) => matches(receipt, filter) && textOf(receipt).includes(sought),
  );
  return [...found.filter(isInFlight), ...found.filter((receipt) => !isInFlight(receipt))];
}

function matches(receipt: Receipt, filter: ReceiptFilter): boolean {
  if (filter === 'all') return true;
  return filter === 'in flight' ? isInFlight(receipt) : receipt.status === filter;
}

function textOf({ commandId, data, actor, reason, ticket }: Receipt): string {
  const ids = Object.values(data).filter((value) => typeof value === 'string');
  return [commandId, ...ids, actor, reason, ticket ?? ''].join('\n').toLowerCase();
}
