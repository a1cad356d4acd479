import type { Receipt } from '../../shared/contract/commands.ts';
import { type FaultCode, FaultError } from '../../shared/contract/fault.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { HouseRules } from '../../shared/domain/decision-state.ts';
import { ruleSentence } from '../../shared/domain/rule-sentences.ts';
import { type Json, sameJson } from '../../shared/kit/json.ts';

/** A refusal by a rule of the domain, or by what the protocol found out. */
export type ReceiptRefusal = { readonly code: FaultCode; readonly text: string };

/** What a command comes with beside itself. */
export type ReceiptGround = {
  readonly basis: string | null;
  readonly bulkId: string | null;
  readonly house: HouseRules;
};

/** A receipt of a command that was just taken in, at a moment (ms since 1970). */
export function newReceipt(command: Command, ground: ReceiptGround, now: number): Receipt {
  const { house, ...others } = ground;
  return {
    ...(command as Command & Pick<Receipt, 'type' | 'data'>),
    ...others,
    house: { ...house, protectedRoles: [...house.protectedRoles] },
    status: 'sent',
    decidedAt: null,
    fence: null,
    waiting: null,
    appended: [],
    refusal: null,
    races: [],
    times: { sent: new Date(now).toISOString() },
  } as Receipt;
}

/** The command a receipt is of. */
export function commandOfReceipt(receipt: Receipt): Command {
  const { commandId, type, data, actor, reason, ticket } = receipt;
  return { commandId, type, data, actor, reason, ticket } as Command;
}

type Change = Partial<Omit<Receipt, 'type' | 'data'>> & Pick<Receipt, 'status'>;

/** The receipt moved on to another status, at a moment (ms since 1970). */
export function moveOn(receipt: Receipt, change: Change, now: number): Receipt {
  return {
    ...receipt,
    ...change,
    times: { ...receipt.times, [change.status]: new Date(now).toISOString() },
  };
}

/** What a receipt says it waits for, since when: a wait that goes on began when it began. */
export function waitingFor(
  { waiting }: Receipt,
  code: NonNullable<Receipt['waiting']>['code'],
  now: number,
): NonNullable<Receipt['waiting']> {
  const since = waiting?.code === code ? waiting.since : new Date(now).toISOString();
  return { code, text: waitingTexts[code], since };
}

const waitingTexts = {
  another_writer: 'Another Playhead is writing. This waits its turn.',
  held_back: 'Held back by an open transaction.',
  log_away: 'The log does not answer. Playhead goes on asking.',
};

/** The receipt of a command that wrote nothing, and never will. */
export function refuse(receipt: Receipt, { code, text }: ReceiptRefusal, now: number): Receipt {
  const { sent: _sent, ...times } = receipt.times;
  const refusal = { code, rule: ruleSentence(code) ?? code, text };
  return moveOn({ ...receipt, times, waiting: null }, { status: 'refused', refusal }, now);
}

/** True where nothing more will happen to the command. */
export function isFinal({ status }: Pick<Receipt, 'status'>): boolean {
  return status === 'confirmed' || status === 'raced' || status === 'refused';
}

const passingCodes: ReadonlySet<string> = new Set<FaultCode>([
  'busy',
  'cancelled',
  'held_back',
  'log_out_of_reach',
  'not_written',
]);

/** True where nothing was written for a reason that passes: the same id may try again. */
export function mayTryAgain({ status, refusal }: Receipt): boolean {
  return status === 'refused' && refusal !== null && passingCodes.has(refusal.code);
}

/** The fault a refused receipt is answered with; it carries the receipt. */
export function refusalFault(receipt: Receipt): FaultError {
  const { code, text } = receipt.refusal ?? { code: 'busy', text: 'Refused.' };
  return new FaultError({ code: code as FaultCode, text, data: { receipt } });
}

/** True where the receipt is of a command with the same content: the same id with another is another command. */
export function isSameCommand(receipt: Receipt, command: Command): boolean {
  return sameJson(commandOfReceipt(receipt) as unknown as Json, command as unknown as Json);
}
