import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Receipt } from '../../shared/contract/commands.ts';
import { decide, type Refusal } from '../../shared/domain/decide.ts';
import { ok, type Result } from '../../shared/kit/result.ts';
import type { Cut } from '../../shared/log/cut.ts';
import type { CommandRun } from './command-run.ts';
import { placeEvents } from './place-events.ts';
import { moveOn } from './receipts.ts';

/** That a command may be carried out, decided on everything read up to a cut. */
export type Decision = {
  readonly cut: Cut;
  /** The cut as a token. */
  readonly token: string;
  /** The events, and where they go. */
  readonly placed: ReturnType<typeof placeEvents>;
};

/** Decides on everything that was read; asked within one moment of the ground. */
export function decideNow(run: CommandRun, { house }: Receipt): Result<Decision, Refusal> {
  const { ground, command } = run;
  const cut = ground.head();
  const events = decide(ground.state(cut, command, house), command, house);
  if (!events.ok) return events;
  return ok({ cut, token: ground.token(cut), placed: placeEvents(run, events.value) });
}

/**
 * Decides while the turn to write is still being taken: nearly always nothing is read between, and
 * the time was free. Null where there is nothing to foresee: the command is refused as things stand,
 * or was sent before.
 */
export async function foresee(run: CommandRun, receipt: Receipt): Promise<Decision | null> {
  if (receipt.status !== 'sent') return null;
  // First the request for the turn goes out.
  await nextTurn();
  return run.ground.atOnce(() => {
    if (run.ground.eventsOf(run.command.commandId).length > 0) return null;
    const decided = decideNow(run, receipt);
    return decided.ok ? decided.value : null;
  });
}

/** Stores what was foreseen while a fenced log gets ready for it; resolves once it is on the disk. It can still be taken back. */
export async function storeAhead(
  run: CommandRun,
  receipt: Receipt,
  decision: Decision,
): Promise<true> {
  // First what gets it ready goes out.
  await nextTurn();
  run.save(sentWith(run, { ...receipt, fence: 'fenced', waiting: null }, decision));
  run.show(receipt);
  return true;
}

/** Where a decision's events go; nowhere without one. */
export async function partitionsWritten(decision: Decision | null): Promise<number[]> {
  const placed = (await decision?.placed) ?? [];
  return [...new Set(placed.map(({ partition }) => partition))];
}

/** The receipt of a command that is sent now, on a decision. */
export function sentWith(run: CommandRun, receipt: Receipt, { token }: Decision): Receipt {
  return moveOn({ ...receipt, decidedAt: { token } }, { status: 'sent' }, run.now());
}
