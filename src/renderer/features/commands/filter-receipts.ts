import type { Receipt, ReceiptFilter } from '../../../shared/contract/commands.ts';

/** The statuses the list can be narrowed to, in the order of the chips, as they are called. */
export const receiptFilters: readonly { readonly value: ReceiptFilter; readonly word: string }[] = [
  { value: 'all', word: 'All' },
  { value: 'in_flight', word: 'In flight' },
  { value: 'confirmed', word: 'Confirmed' },
  { value: 'raced', word: 'Raced' },
  { value: 'refused', word: 'Refused' },
];

/** The filter an address names; all where it names none there is. */
export function receiptFilterOf(said: string | undefined): ReceiptFilter {
  return receiptFilters.find(({ value }) => value === said)?.value ?? 'all';
}

/** Those in flight on top, then the others in the order given; nobody stands twice. */
export function inFlightFirst(
  inFlight: readonly Receipt[],
  receipts: readonly Receipt[],
): Receipt[] {
  const onTop = new Set(inFlight.map(({ commandId }) => commandId));
  return [...inFlight, ...receipts.filter(({ commandId }) => !onTop.has(commandId))];
}
