import type { Receipt } from '../../../shared/contract/commands.ts';
import type { ShownFault } from '../../rpc/fault-of.ts';
import type { CommandOrder } from './command-ids.ts';
import { isInFlight } from './receipt-steps.ts';

/** A command as it is sent; the id makes sending it again harmless. */
export type SentOrder = CommandOrder & { readonly commandId: string; readonly basis: string };

/** Where commands go, as this feature needs it. */
export type CommandDoor = {
  issue(order: SentOrder): Promise<Receipt>;
  get(commandId: string): Promise<Receipt>;
  /** Waits so many ms. */
  wait(ms: number): Promise<void>;
  faultOf(error: unknown): ShownFault;
};

/** What came of an order: a final receipt, or a "no" with the receipt where one was kept. */
export type Outcome =
  | { readonly kind: 'ended'; readonly receipt: Receipt }
  | { readonly kind: 'no'; readonly fault: ShownFault; readonly receipt: Receipt | null };

const lookEveryMs = { sending: 120, following: 250 };

/**
 * Sends an order and follows it to its end, telling every receipt on the way. Never rejects.
 * Following stops where the signal aborts; the command itself goes on.
 */
export async function carryOut(
  door: CommandDoor,
  order: SentOrder,
  { tell, signal }: { readonly tell: (receipt: Receipt) => void; readonly signal: AbortSignal },
): Promise<Outcome> {
  const answered = new AbortController();
  void tellProgress(door, order.commandId, {
    tell,
    signal: AbortSignal.any([signal, answered.signal]),
  });
  try {
    const receipt = await door.issue(order).finally(() => answered.abort());
    tell(receipt);
    return { kind: 'ended', receipt: await follow(door, receipt, { tell, signal }) };
  } catch (error) {
    const fault = door.faultOf(error);
    return { kind: 'no', fault, receipt: receiptOf(fault) };
  }
}

/** True where the same order sent again must be another command: its receipt says it ended. */
export function isSpent(outcome: Outcome): boolean {
  return outcome.receipt !== null && !isInFlight(outcome.receipt);
}

type Telling = { readonly tell: (receipt: Receipt) => void; readonly signal: AbortSignal };

async function tellProgress(door: CommandDoor, commandId: string, { tell, signal }: Telling) {
  while (!signal.aborted) {
    await door.wait(lookEveryMs.sending);
    // The command may be through meanwhile: then there is nothing left to ask.
    if (signal.aborted) return;
    // Not stored yet, or the connection is away: the answer itself will tell.
    const receipt = await door.get(commandId).catch(() => null);
    if (receipt && !signal.aborted) tell(receipt);
  }
}

async function follow(door: CommandDoor, first: Receipt, telling: Telling): Promise<Receipt> {
  let receipt = first;
  while (isInFlight(receipt) && !telling.signal.aborted) {
    await door.wait(lookEveryMs.following);
    receipt = await door.get(receipt.commandId).catch(() => receipt);
    telling.tell(receipt);
  }
  return receipt;
}

function receiptOf({ data }: ShownFault): Receipt | null {
  if (typeof data !== 'object' || data === null || !('receipt' in data)) return null;
  return data.receipt as Receipt;
}
