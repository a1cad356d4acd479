import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Receipt } from '../../shared/contract/commands.ts';
import { decide, type Refusal } from '../../shared/domain/decide.ts';
import { ok, type Result } from '../../shared/kit/result.ts';
import type { Cut } from '../../shared/log/cut.ts';
import type { Fence } from '../log/log-port.ts';
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

/** A decision before the turn to write was taken; its receipt is stored already, with the fence the turn should have. */
export type Forecast = { readonly decision: Decision; readonly fence: Fence | null };

/** Decides on everything that was read; asked within one moment of the ground. */
export function decideNow(run: CommandRun, { house }: Receipt): Result<Decision, Refusal> {
  const { ground, command } = run;
  const cut = ground.head();
  const events = decide(ground.state(cut, command, house), command, house);
  if (!events.ok) return events;
  return ok({ cut, token: ground.token(cut), placed: placeEvents(run, events.value) });
}

/**
 * Decides and stores the receipt while the turn to write is still being taken: nearly always nothing
 * is read between, and the time was free. Null where there is nothing to foresee: the command is
 * refused as things stand, or was sent before.
 */
export async function foresee(run: CommandRun, receipt: Receipt): Promise<Forecast | null> {
  if (receipt.status !== 'sent') return null;
  const fence = await run.log.fence().catch(() => null);
  // First the request for the turn goes out.
  await nextTurn();
  const decision = run.ground.atOnce(() => {
    if (run.ground.eventsOf(run.command.commandId).length > 0) return null;
    const decided = decideNow(run, receipt);
    return decided.ok ? decided.value : null;
  });
  if (decision === null) return null;
  run.save(sentWith(run, { ...receipt, fence, waiting: null }, decision));
  // It can still be taken back.
  run.show(receipt);
  return { decision, fence };
}

/** Where a forecast's events go; nowhere without one. */
export async function partitionsOf(forecast: Forecast | null): Promise<number[]> {
  const placed = (await forecast?.decision.placed) ?? [];
  return [...new Set(placed.map(({ partition }) => partition))];
}

/** The receipt of a command that is sent now, on a decision. */
export function sentWith(run: CommandRun, receipt: Receipt, { token }: Decision): Receipt {
  return moveOn({ ...receipt, decidedAt: { token } }, { status: 'sent' }, run.now());
}
