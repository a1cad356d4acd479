import { createHash } from 'node:crypto';
import type { Receipt } from '../../shared/contract/commands.ts';
import { type FaultCode, FaultError } from '../../shared/contract/fault.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { isRefusedByContent, type Refusal } from '../../shared/domain/decide.ts';

/** A refusal by a rule of the domain, or by what the protocol found out. */
export type ReceiptRefusal = { readonly code: FaultCode | 'not_written'; readonly text: string };

/** A receipt of a command that was just taken in. */
export function newReceipt(command: Command, basis: string | null, now: number): Receipt {
  return {
    ...command,
    status: 'sent',
    basis,
    decidedAt: null,
    appended: [],
    refusal: null,
    races: [],
    times: { sent: new Date(now).toISOString() },
  };
}

/** The receipt moved on to another status, at a moment (ms since 1970). */
export function moveOn(
  receipt: Receipt,
  change: Partial<Receipt> & Pick<Receipt, 'status'>,
  now: number,
): Receipt {
  return {
    ...receipt,
    ...change,
    times: { ...receipt.times, [change.status]: new Date(now).toISOString() },
  };
}

/** The receipt of a command that wrote nothing, and never will. */
export function refuse(receipt: Receipt, refusal: ReceiptRefusal, now: number): Receipt {
  const { sent: _sent, ...times } = receipt.times;
  const said = { code: refusal.code, rule: refusal.code, text: refusal.text };
  return moveOn({ ...receipt, times }, { status: 'refused', refusal: said }, now);
}

/** True where nothing more will happen to the command. */
export function isFinal(receipt: Receipt): boolean {
  return ['confirmed', 'raced', 'refused'].includes(receipt.status);
}

/** The fault a refused receipt is answered with; it carries the receipt. */
export function refusalFault(receipt: Receipt): FaultError {
  const { code, text } = receipt.refusal ?? { code: 'busy', text: 'Refused.' };
  return new FaultError({ code: faultCodeOf(code), text, data: { receipt } });
}

/** The fault of a refusal by the command's own content: nothing is stored of it. */
export function contentFault(refusal: Refusal): FaultError | null {
  return isRefusedByContent(refusal.code) ? new FaultError(refusal) : null;
}

/** A digest of a command's body: the same id with another body is another command. */
export function fingerprintOf({ type, data, actor, reason, ticket }: Command): string {
  const body = [type, data.userId, data.roleId, actor, reason, ticket];
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}

function faultCodeOf(code: string): FaultCode {
  return code === 'not_written' ? 'busy' : (code as FaultCode);
}
