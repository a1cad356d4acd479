import type { Receipt } from '../../shared/contract/commands.ts';
import { err, ok, type Result } from '../../shared/kit/result.ts';
import type { Cut } from '../../shared/log/cut.ts';
import type { CommandRun } from './command-run.ts';
import { type ReceiptRefusal, waitingFor } from './receipts.ts';

/** How long to wait for what was read to reach `end`, in ms, and what ends the wait. */
export type Patience = {
  readonly end: Cut;
  readonly patience: number;
  readonly signal: AbortSignal;
};

const lookEveryMs = 200;

/**
 * Waits until everything below `end` was read, saying on the receipt where somebody's open
 * transaction holds it back. Rejects where reading stands still for another reason.
 */
export async function catchUpPatiently(
  run: CommandRun,
  receipt: Receipt,
  { end, patience, signal }: Patience,
): Promise<Result<null, ReceiptRefusal>> {
  const enough = new AbortController();
  let shown = receipt;
  const watching = setInterval(() => {
    shown = sayHeldBack(run, shown);
  }, lookEveryMs);
  const timer = setTimeout(() => enough.abort(), patience);
  try {
    await run.ground.catchUp(end, AbortSignal.any([signal, enough.signal]));
    return ok(null);
  } catch (error) {
    if (run.closing.aborted || !(enough.signal.aborted || run.cancelled.aborted)) throw error;
    if (run.cancelled.aborted) return ok(null);
    const text = `${heldBackText(run.ground.heldBack())} What stands behind it must be read before a change can be decided. Nothing was written; try again when it has ended.`;
    return err({ code: 'held_back', text });
  } finally {
    clearInterval(watching);
    clearTimeout(timer);
  }
}

/** Shows that what was appended, or must be read, waits behind an open transaction, where it does; gives the receipt as it stands, so that a wait that goes on began when it began. */
export function sayHeldBack(run: CommandRun, receipt: Receipt): Receipt {
  const offsets = run.ground.heldBack();
  if (offsets === 0) return receipt;
  const waiting = { ...waitingFor(receipt, 'held_back', run.now()), text: heldBackText(offsets) };
  const shown = { ...receipt, waiting };
  run.show(shown);
  return shown;
}

function heldBackText(offsets: number): string {
  return `Held back by an open transaction, ${offsets} ${offsets === 1 ? 'offset' : 'offsets'}.`;
}
