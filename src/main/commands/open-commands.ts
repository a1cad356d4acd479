import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Receipt } from '../../shared/contract/commands.ts';
import { FaultError } from '../../shared/contract/fault.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { contentRefusal } from '../../shared/domain/decide.ts';
import type { Log } from '../log/log-port.ts';
import type { Desk } from '../store/desk/open-desk.ts';
import type { ActorType } from './event-records.ts';
import type { Ground } from './ground.ts';
import { type CommandRun, issueCommand, settleCommand } from './issue-command.ts';
import { contentFault, fingerprintOf, isFinal, newReceipt, refusalFault } from './receipts.ts';

/** A command as it comes in from outside. */
export type CommandInput = Omit<Command, 'commandId' | 'ticket'> & {
  readonly commandId?: string | undefined;
  readonly ticket?: string | null | undefined;
  /** The position the person looked at. */
  readonly basis?: string | null | undefined;
};

/** What the commands of a workspace stand on. */
export type CommandsOptions = {
  readonly log: Log;
  readonly ground: Ground;
  readonly desk: Desk;
  /** Null where commands may be issued now; else why not. */
  readonly whyOff: () => string | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long `issue` waits for a final status before it answers with what is known, in ms. */
  readonly answerWithinMs: number;
};

/** The commands of a workspace: issued one at a time, each with at most one effect. */
export type Commands = {
  /**
   * Issues a command. Resolves with its receipt, final or as it stands after `answerWithinMs`;
   * rejects with FaultError where it is refused or cannot be issued now.
   */
  issue(input: CommandInput, actorType: ActorType): Promise<Receipt>;
  /** The receipt of a command; rejects with `unknown_command`. */
  get(commandId: string): Receipt;
  list(limit: number): { commands: Receipt[]; total: number };
  /** Settles what an earlier run left open. Call it once the log was read to its end. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

/** Opens the commands of a workspace. */
export function openCommands(options: CommandsOptions): Commands {
  const { desk } = options;
  const stop = new AbortController();
  const queue = oneAtATime();
  const issuing: Issuing = { options, queue, runOf: runsOf(options, stop.signal) };
  return {
    issue: (input, actorType) =>
      issue(issuing, commandOf(input), { actorType, basis: input.basis }),
    get: (commandId) => {
      const found = desk.find(commandId);
      if (found) return found.receipt;
      const text = `No command ${commandId} was issued from this workspace.`;
      throw new FaultError({ code: 'unknown_command', text });
    },
    list: (limit) => {
      const { receipts, total } = desk.list(limit);
      return { commands: [...receipts], total };
    },
    settle: () => queue(() => settleAll(issuing)),
    close: async () => {
      stop.abort();
      await queue(async () => {});
    },
  };
}

type RunOf = (command: Command, actorType: ActorType) => CommandRun;
type Queue = <T>(work: () => Promise<T>) => Promise<T>;
type Issuing = { readonly options: CommandsOptions; readonly queue: Queue; readonly runOf: RunOf };
type Occasion = {
  readonly actorType: ActorType;
  readonly basis: string | null | undefined;
};

/** One Playhead runs its commands one after the other: two of its own must not fence each other. */
function oneAtATime(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}

function runsOf({ log, ground, desk, now }: CommandsOptions, signal: AbortSignal): RunOf {
  return (command, actorType) => ({
    log,
    ground,
    command,
    actorType,
    signal,
    now,
    save: (receipt) => desk.save({ fingerprint: fingerprintOf(command), receipt }, now()),
    wait: (ms) => sleep(ms, undefined, { signal }),
    random: Math.random,
  });
}

async function issue(issuing: Issuing, command: Command, occasion: Occasion): Promise<Receipt> {
  const { options, queue, runOf } = issuing;
  const { desk, ground, answerWithinMs } = options;
  const known = knownReceipt(desk, command);
  if (known && isFinal(known)) return answer(known);
  refuseNow(options, command);
  const basis = occasion.basis ? ground.token(ground.resolve(occasion.basis)) : null;
  const draft = newReceipt(command, basis, options.now());
  const work = queue(async () => {
    const before = knownReceipt(desk, command) ?? draft;
    if (isFinal(before)) return answer(before);
    return answer(await issueCommand(runOf(command, occasion.actorType), before));
  });
  const soFar = sleep(answerWithinMs, undefined, { ref: false }).then(
    () => desk.find(command.commandId)?.receipt ?? draft,
  );
  return Promise.race([work, soFar]);
}

async function settleAll({ options, runOf }: Issuing): Promise<void> {
  const mayWrite = options.whyOff() === null;
  for (const { receipt } of options.desk.inFlight()) {
    await settleCommand(runOf(receipt, 'os_user'), receipt, mayWrite);
  }
}

function commandOf(input: CommandInput): Command {
  const { type, data, actor, reason } = input;
  const ticket = input.ticket?.trim() || null;
  const commandId = input.commandId ?? randomUUID();
  return { commandId, type, data, actor: actor.trim(), reason: reason.trim(), ticket };
}

function knownReceipt(desk: Desk, command: Command): Receipt | null {
  const known = desk.find(command.commandId);
  if (known === null) return null;
  if (known.fingerprint === fingerprintOf(command)) return known.receipt;
  const text = 'A command with this id but another content was issued before. Use a new id.';
  throw new FaultError({ code: 'command_id_reused', text });
}

function refuseNow(options: CommandsOptions, command: Command): void {
  const off = options.whyOff();
  if (off !== null) throw new FaultError({ code: 'commands_off', text: off });
  const refusal = contentRefusal(command);
  const fault = refusal && contentFault(refusal);
  if (fault) throw fault;
}

function answer(receipt: Receipt): Receipt {
  if (receipt.status === 'refused') throw refusalFault(receipt);
  return receipt;
}
