import type { Receipt } from '../../../shared/contract/commands.ts';

/** One step of a command's way, as the receipt shows it. */
type ReceiptStep = {
  readonly name: string;
  readonly state: 'done' | 'current' | 'ahead' | 'failed';
  /** ISO 8601; null until it was reached. */
  readonly at: string | null;
};

/** The status of a receipt in a person's words. */
export const statusWords: { readonly [Status in Receipt['status']]: string } = {
  sent: 'on its way',
  appended: 'appended, reading back',
  confirmed: 'confirmed',
  raced: 'raced',
  refused: 'refused',
  unknown: 'not known',
};

/** True while more may become of the command. */
export function isInFlight({ status }: Pick<Receipt, 'status'>): boolean {
  return status === 'sent' || status === 'appended' || status === 'unknown';
}

/** The way of a command: sent, appended, and how it ended. */
export function receiptSteps({ status, times }: Receipt): ReceiptStep[] {
  if (status === 'refused') {
    return [{ name: 'Refused: nothing was written', state: 'failed', at: times.refused ?? null }];
  }
  const wasAppended = times.appended !== undefined || status === 'confirmed' || status === 'raced';
  const isEnded = status === 'confirmed' || status === 'raced';
  const sent: ReceiptStep = {
    name: 'Sent',
    state: wasAppended ? 'done' : 'current',
    at: times.sent ?? null,
  };
  const appended: ReceiptStep = {
    name: 'Appended to the log',
    state: isEnded ? 'done' : wasAppended ? 'current' : 'ahead',
    at: times.appended ?? null,
  };
  if (status === 'unknown') {
    const lost: ReceiptStep = { name: 'Answer lost', state: 'failed', at: times.unknown ?? null };
    return [{ ...sent, state: 'done' }, lost];
  }
  const end: ReceiptStep =
    status === 'raced'
      ? { name: 'Raced by another change', state: 'failed', at: times.raced ?? null }
      : {
          name: 'Confirmed by reading back',
          state: status === 'confirmed' ? 'done' : 'ahead',
          at: times.confirmed ?? null,
        };
  return [sent, appended, end];
}

/** When the command was issued, ISO 8601: the earliest of its times; null where it has none. */
export function beganAt({ times }: Pick<Receipt, 'times'>): string | null {
  return Object.values(times).sort()[0] ?? null;
}
