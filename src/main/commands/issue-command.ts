import type { Receipt } from '../../shared/contract/commands.ts';
import { type Cut, sameCut } from '../../shared/log/cut.ts';
import { type AppendFault, LogFaultError, type WriteTurn } from '../log/log-port.ts';
import { catchUpPatiently } from './catch-up-patiently.ts';
import { type CommandRun, keep } from './command-run.ts';
import { confirm, eventsSince } from './confirm-command.ts';
import {
  type Decision,
  decideNow,
  foresee,
  partitionsWritten,
  sentWith,
  storeAhead,
} from './decide-command.ts';
import { eventIdOf, eventRecords } from './event-records.ts';
import { moveOn, refuse, waitingFor } from './receipts.ts';

/** How long a command waits for its turn, in ms, and how long it pauses between two tries. */
const patience = 5_000;
const firstPause = 50;
const longestPause = 500;
// A broker may finish a request it was sent without a fence this long after we gave up on it.
const unfencedEchoMs = 120_000;

/** A receipt to end with; `from`: what was appended, still to be read back up to there. */
export type Issued = { readonly receipt: Receipt; readonly readBackTo: Cut | null };
type Step = Issued | { readonly again: AppendFault };

/**
 * Takes a command to the log: catch up, look for its id, decide, append; again under the same id
 * while others hold the turn, for five seconds. Never rejects for the log's troubles. Trying again
 * under the same id is always safe.
 */
export async function issueCommand(run: CommandRun, receipt: Receipt): Promise<Issued> {
  const start = run.now();
  let current = receipt;
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    if (run.cancelled.aborted) return ended(refuseCancelled(run, current));
    const step = await takeTurn(run, current).catch((thrown: unknown) =>
      ended(denied(run, current, thrown)),
    );
    if ('receipt' in step) return step;
    current = afterFault(run, current, step.again);
    if (isHopeless(current, step.again) || run.now() - start > patience) {
      return ended(giveUp(run, current, step.again));
    }
    current = waitFor(run, current, step.again);
    await run.wait(pause * (0.5 + run.random()), run.cancelled).catch(() => {});
    if (run.closing.aborted) return ended(current);
  }
}

/**
 * Settles a command whose end is not known: finds its events in what was read. Where there are
 * none and writing is allowed, takes a turn, which ends whatever was still under way, to be sure.
 * Without a fence only time makes sure.
 */
export async function settleCommand(
  run: CommandRun,
  receipt: Receipt,
  mayWrite: boolean,
): Promise<Receipt> {
  const found = run.ground.eventsOf(receipt.commandId);
  if (found.length > 0) return confirm(run, receipt, found);
  const turn = mayWrite ? await run.log.beginWrite(run.closing) : null;
  if (!turn?.ok) return receipt;
  try {
    await run.ground.catchUp(turn.value.end, run.closing);
    const written = run.ground.eventsOf(receipt.commandId);
    if (written.length > 0) return confirm(run, receipt, written);
    if (mayStillLand(run, receipt, turn.value)) return receipt;
    const text =
      'The app stopped, or lost the log, before this was written. Nothing was changed; issue it again if it is still wanted.';
    return keep(run, refuse(receipt, { code: 'not_written', text }, run.now()));
  } finally {
    await turn.value.close();
  }
}

async function takeTurn(run: CommandRun, receipt: Receipt): Promise<Step> {
  const signal = AbortSignal.any([run.closing, run.cancelled]);
  const foreseen = foresee(run, receipt);
  let stored: Promise<boolean> = Promise.resolve(false);
  // What goes wrong in either is heard of below.
  foreseen.catch(() => undefined);
  const turn = await run.log.beginWrite(signal, async () => {
    const decision = await foreseen;
    if (decision) stored = storeAhead(run, receipt, decision);
    stored.catch(() => undefined);
    return partitionsWritten(decision);
  });
  if (!turn.ok) return stored.then(() => ({ again: turn.error }));
  try {
    const ahead = { decision: await foreseen, isStored: await stored };
    const held = { ...receipt, fence: turn.value.fence };
    const caughtUp = await catchUpPatiently(run, held, { end: turn.value.end, patience, signal });
    if (!caughtUp.ok) return ended(keep(run, refuse(held, caughtUp.error, run.now())));
    if (run.cancelled.aborted) return ended(refuseCancelled(run, held));
    const calm = { ...held, waiting: null };
    const next = run.ground.atOnce(() => decideInTurn(run, calm, { turn: turn.value, ahead }));
    return 'decision' in next ? await append(run, next) : next;
  } finally {
    await turn.value.close();
  }
}

/** A turn, and what was decided before it was taken. */
type InTurn = {
  readonly turn: WriteTurn;
  readonly ahead: { readonly decision: Decision | null; readonly isStored: boolean };
};

/** What was foreseen counts only where nothing at all was read since. */
function decideInTurn(
  run: CommandRun,
  receipt: Receipt,
  { turn, ahead }: InTurn,
): Issued | Publication {
  const { ground, command } = run;
  const { decision, isStored } = ahead;
  if (decision && sameCut(decision.cut, ground.head())) {
    return { receipt: sentWith(run, receipt, decision), turn, decision, isStored };
  }
  const before = ground.eventsOf(command.commandId);
  if (before.length > 0) return ended(confirm(run, receipt, before));
  if (receipt.status === 'unknown' && turn.fence === 'unfenced') return ended(receipt);
  const decided = decideNow(run, receipt);
  if (decided.ok) {
    const sent = sentWith(run, receipt, decided.value);
    return { receipt: sent, turn, decision: decided.value, isStored: false };
  }
  const refusal = { ...decided.error, text: explain(run, receipt, decided.error.text) };
  return ended(keep(run, refuse(receipt, refusal, run.now())));
}

type Publication = {
  readonly receipt: Receipt;
  readonly turn: WriteTurn;
  readonly decision: Decision;
  readonly isStored: boolean;
};

async function append(run: CommandRun, publication: Publication): Promise<Step> {
  const { receipt, turn, decision, isStored } = publication;
  const { command, actorType } = run;
  const basis = receipt.basis ?? decision.token;
  // From here on it cannot be taken back.
  run.show(receipt);
  const outcome = await turn.append(
    eventRecords(await decision.placed, { command, actorType, basis, now: run.now() }),
    // From here on something may come of it: whoever looks after a crash must know of it.
    isStored ? undefined : () => run.save(receipt),
  );
  if (!outcome.ok) return { again: outcome.error };
  const appended = outcome.value.map((place, index) => ({
    ...place,
    eventId: eventIdOf(command.commandId, index + 1),
  }));
  const told = moveOn(receipt, { status: 'appended', appended }, run.now());
  run.show(told);
  const end: { [partition: number]: Cut[number] } = { ...turn.end };
  for (const { partition, offset } of outcome.value) end[partition] = (offset + 1) as Cut[number];
  return { receipt: told, readBackTo: end };
}

/** Adds to a refusal what happened since the person looked. */
function explain(run: CommandRun, receipt: Receipt, text: string): string {
  if (receipt.basis === null) return text;
  const last = eventsSince(run, receipt.basis).at(-1);
  if (!last) return text;
  const who = last.actor === null ? '' : ` by ${last.actor}`;
  return `${text} Since you looked: ${last.event.type}${who} at p${last.partition}:${last.offset}.`;
}

function afterFault(run: CommandRun, receipt: Receipt, fault: AppendFault): Receipt {
  const isLost = fault.code === 'unknown' && receipt.status !== 'unknown';
  return isLost ? keep(run, moveOn(receipt, { status: 'unknown' }, run.now())) : receipt;
}

function waitFor(run: CommandRun, receipt: Receipt, { code }: AppendFault): Receipt {
  const waits = code === 'lost_turn' ? 'another_writer' : 'log_away';
  const waiting = waitingFor(receipt, waits, run.now());
  const shown = { ...receipt, waiting };
  run.show(shown);
  return shown;
}

function isHopeless({ status }: Receipt, { code }: AppendFault): boolean {
  return code === 'not_atomic' || (code === 'log_out_of_reach' && status !== 'unknown');
}

function giveUp(run: CommandRun, receipt: Receipt, fault: AppendFault): Receipt {
  const still = { ...receipt, waiting: null };
  if (receipt.status === 'unknown') return keep(run, still);
  const text = {
    lost_turn: 'Another writer held the log for five seconds. Nothing was written; try again.',
    unknown: 'The answer of the log was lost.',
    log_out_of_reach: `${fault.text} Nothing was sent.`,
    not_atomic: fault.text,
  }[fault.code];
  const code =
    fault.code === 'log_out_of_reach' || fault.code === 'not_atomic' ? fault.code : 'busy';
  return keep(run, refuse(still, { code, text }, run.now()));
}

function refuseCancelled(run: CommandRun, receipt: Receipt): Receipt {
  if (receipt.status === 'unknown') return receipt;
  const text = 'It was taken back before it was sent. Nothing was written.';
  return keep(run, refuse(receipt, { code: 'cancelled', text }, run.now()));
}

/** The log refuses for good, as where a right is missing: nothing was written. Anything else is no answer of the log. */
function denied(run: CommandRun, receipt: Receipt, thrown: unknown): Receipt {
  if (!(thrown instanceof LogFaultError) || receipt.status === 'unknown') throw thrown;
  const { code, text } = thrown.fault;
  const known = code === 'access_denied' || code === 'topic_not_found' ? code : 'log_out_of_reach';
  return keep(
    run,
    refuse(receipt, { code: known, text: `${text} Nothing was written.` }, run.now()),
  );
}

function mayStillLand(run: CommandRun, { times }: Receipt, { fence }: WriteTurn): boolean {
  if (fence !== 'unfenced') return false;
  return run.now() - Date.parse(times.sent ?? '') < unfencedEchoMs;
}

function ended(receipt: Receipt): Issued {
  return { receipt, readBackTo: null };
}
