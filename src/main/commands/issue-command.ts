import type { Receipt } from '../../shared/contract/commands.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { decide } from '../../shared/domain/decide.ts';
import type { DomainEvent } from '../../shared/domain/events.ts';
import { sameJson } from '../../shared/kit/json.ts';
import type { Cut } from '../../shared/log/cut.ts';
import type { Offset } from '../../shared/log/offset.ts';
import type { AppendedRecord, AppendFault, Log, WriteTurn } from '../log/log-port.ts';
import { type ActorType, eventIdOf, eventRecords } from './event-records.ts';
import type { Ground, WrittenEvent } from './ground.ts';
import { moveOn, refuse } from './receipts.ts';

/** What one command needs: the log to write to, the ground it stands on, and a place for its receipt. */
export type CommandRun = {
  readonly log: Log;
  readonly ground: Ground;
  readonly command: Command;
  readonly actorType: ActorType;
  readonly signal: AbortSignal;
  now(): number;
  /** Stores the receipt; it is on disk when this returns. */
  save(receipt: Receipt): void;
  /** Waits so many ms, or rejects when the signal aborts. */
  wait(ms: number): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
};

/** How long a command waits for its turn, in ms, and how long it pauses between two tries. */
const patience = 5_000;
const firstPause = 50;
const longestPause = 500;

type Step = { readonly receipt: Receipt } | { readonly again: AppendFault };

/**
 * Carries a command through: catch up, look for its id, decide, append, read back. Resolves with
 * its receipt: confirmed, raced or refused; `unknown` where the log's answer was lost and the log
 * cannot be asked now. Trying again under the same id is always safe.
 */
export async function issueCommand(run: CommandRun, receipt: Receipt): Promise<Receipt> {
  const start = run.now();
  let current = receipt;
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    const step = await takeTurn(run, current);
    if ('receipt' in step) return step.receipt;
    current = afterFault(run, current, step.again);
    const isHopeless = step.again.code === 'log_out_of_reach' && current.status !== 'unknown';
    if (isHopeless || run.now() - start > patience) return giveUp(run, current, step.again);
    await run.wait(pause * (0.5 + run.random()));
  }
}

/**
 * Settles a command whose end is not known: finds its events in what was read. Where there are
 * none and writing is allowed, takes a turn, which ends whatever was still under way, to be sure.
 */
export async function settleCommand(
  run: CommandRun,
  receipt: Receipt,
  mayWrite: boolean,
): Promise<Receipt> {
  const found = run.ground.eventsOf(receipt.commandId);
  if (found.length > 0) return confirm(run, receipt, found);
  const turn = mayWrite ? await run.log.beginWrite(run.signal) : null;
  if (!turn?.ok) return receipt;
  try {
    await run.ground.catchUp(turn.value.end, run.signal);
    const written = run.ground.eventsOf(receipt.commandId);
    if (written.length > 0) return confirm(run, receipt, written);
    const text =
      'The app stopped before this was written. Nothing was changed; issue it again if it is still wanted.';
    return keep(run, refuse(receipt, { code: 'not_written', text }, run.now()));
  } finally {
    await turn.value.close();
  }
}

async function takeTurn(run: CommandRun, receipt: Receipt): Promise<Step> {
  const turn = await run.log.beginWrite(run.signal);
  if (!turn.ok) return { again: turn.error };
  try {
    return await decideAndAppend(run, receipt, turn.value);
  } finally {
    await turn.value.close();
  }
}

async function decideAndAppend(run: CommandRun, receipt: Receipt, turn: WriteTurn): Promise<Step> {
  await run.ground.catchUp(turn.end, run.signal);
  const before = run.ground.eventsOf(run.command.commandId);
  if (before.length > 0) return { receipt: confirm(run, receipt, before) };
  const cut = run.ground.head();
  const { state, partition } = run.ground.basis(cut, run.command);
  const decision = decide(state, run.command);
  if (!decision.ok) {
    const refusal = { ...decision.error, text: explain(run, receipt, decision.error.text) };
    return { receipt: keep(run, refuse(receipt, refusal, run.now())) };
  }
  const token = run.ground.token(cut);
  const sent = keep(
    run,
    moveOn({ ...receipt, decidedAt: { token } }, { status: 'sent' }, run.now()),
  );
  const home = partition ?? (await run.log.partitionOf(Buffer.from(run.command.data.userId)));
  return append(run, { receipt: sent, turn, events: decision.value, partition: home });
}

type Publication = {
  readonly receipt: Receipt;
  readonly turn: WriteTurn;
  readonly events: readonly DomainEvent[];
  readonly partition: number;
};

async function append(run: CommandRun, publication: Publication): Promise<Step> {
  const { receipt, turn, events, partition } = publication;
  const { command, actorType } = run;
  const basis = receipt.basis ?? receipt.decidedAt?.token ?? '';
  const records = eventRecords(events, { command, actorType, basis, now: run.now() }, partition);
  const outcome = await turn.append(records);
  if (!outcome.ok) return { again: outcome.error };
  const appended = outcome.value.map((place, index) => ({
    ...place,
    eventId: eventIdOf(command.commandId, index + 1),
  }));
  const told = keep(run, moveOn(receipt, { status: 'appended', appended }, run.now()));
  return { receipt: await readBack(run, told, cutPast(turn.end, outcome.value)) };
}

/** What was appended is a fact even where it cannot be read back now: then it stays `appended`. */
async function readBack(run: CommandRun, receipt: Receipt, end: Cut): Promise<Receipt> {
  try {
    await run.ground.catchUp(end, run.signal);
  } catch {
    return receipt;
  }
  return confirm(run, receipt, run.ground.eventsOf(receipt.commandId));
}

/** The log says the events are there: was the decision still right just below them? */
function confirm(run: CommandRun, receipt: Receipt, written: readonly WrittenEvent[]): Receipt {
  const [first] = written;
  if (!first) return receipt;
  const below = run.ground.cutBelow(first);
  const again = decide(run.ground.basis(below, run.command).state, run.command);
  const stillRight =
    again.ok &&
    sameJson(
      again.value.map((event) => event.type),
      written.map((event) => event.type),
    );
  const appended = written.map(({ partition, offset, eventId }) => ({
    partition,
    offset,
    eventId,
  }));
  const races =
    stillRight || !receipt.decidedAt ? [] : between(run, receipt.decidedAt.token, below);
  const status = stillRight ? 'confirmed' : 'raced';
  return keep(run, moveOn(receipt, { status, appended, races: [...races] }, run.now()));
}

function between(run: CommandRun, fromToken: string, to: Cut): readonly WrittenEvent[] {
  return run.ground.eventsBetween(run.ground.resolve(fromToken), to, run.command);
}

/** Adds to a refusal what happened since the person looked. */
function explain(run: CommandRun, receipt: Receipt, text: string): string {
  if (receipt.basis === null) return text;
  const since = between(run, receipt.basis, run.ground.head());
  const last = since.at(-1);
  if (!last) return text;
  const who = last.actor === null ? '' : ` by ${last.actor}`;
  return `${text} Since you looked: ${last.type}${who} at p${last.partition}:${last.offset}.`;
}

function afterFault(run: CommandRun, receipt: Receipt, fault: AppendFault): Receipt {
  const isLost = fault.code === 'unknown' && receipt.status !== 'unknown';
  return isLost ? keep(run, moveOn(receipt, { status: 'unknown' }, run.now())) : receipt;
}

function giveUp(run: CommandRun, receipt: Receipt, fault: AppendFault): Receipt {
  if (receipt.status === 'unknown') return receipt;
  const code = fault.code === 'log_out_of_reach' ? 'log_out_of_reach' : 'busy';
  const text =
    code === 'busy'
      ? 'Another writer held the log for five seconds. Nothing was written; try again.'
      : `${fault.text} Nothing was sent.`;
  return keep(run, refuse(receipt, { code, text }, run.now()));
}

function keep(run: CommandRun, receipt: Receipt): Receipt {
  run.save(receipt);
  return receipt;
}

function cutPast(end: Cut, appended: readonly AppendedRecord[]): Cut {
  const cut: { [partition: number]: Offset } = { ...end };
  for (const { partition, offset } of appended) cut[partition] = (offset + 1) as Offset;
  return cut;
}
