import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Receipt } from '../../shared/contract/commands.ts';
import { FaultError } from '../../shared/contract/fault.ts';
import type { Command, CommandBody } from '../../shared/domain/commands.ts';
import { contentRefusal } from '../../shared/domain/decide.ts';
import type { CommandFilter } from '../store/desk/command-rows.ts';
import type { Desk } from '../store/desk/open-desk.ts';
import { openCommandRuns } from './command-runs.ts';
import type { CommandsOptions } from './commands-options.ts';
import type { ActorType } from './event-records.ts';
import { openSettling } from './open-settling.ts';
import { isFinal, isSameCommand, mayTryAgain, newReceipt, refusalFault } from './receipts.ts';
import { type Rehearsal, rehearse } from './rehearse.ts';
import { type Undoing, undo } from './undo.ts';

/** A command as it comes in from outside. */
export type CommandInput = CommandBody & {
  readonly commandId?: string | undefined;
  readonly actor: string;
  readonly reason: string;
  readonly ticket?: string | null | undefined;
  /** The position the person looked at. */
  readonly basis?: string | null | undefined;
  /** The bulk it is a line of. */
  readonly bulkId?: string | null | undefined;
};

/** Receipts a list shows, and how far looking for open commands has come. */
export type CommandList = {
  readonly commands: readonly Receipt[];
  readonly total: number;
  readonly ofAll: Readonly<Record<CommandFilter['status'], number>>;
  readonly after: string | null;
  readonly settling: { readonly left: number; readonly of: number } | null;
};

/** The commands of a workspace: issued one at a time, each with at most one effect. */
export type Commands = {
  /**
   * Issues a command. Resolves with its receipt, final or as it stands after `answerWithinMs`;
   * rejects with FaultError where it is refused or cannot be issued now.
   */
  issue(input: CommandInput, actorType: ActorType): Promise<Receipt>;
  /** What a command would do now; nothing is sent. Rejects with FaultError for a bad basis. */
  rehearse(input: CommandInput): Promise<Rehearsal>;
  /** The command that would take an event back; rejects with `unknown_record` where there is none. */
  undo(record: { readonly partition: number; readonly offset: number }): Undoing;
  /** The receipt of a command; rejects with `unknown_command`. */
  get(commandId: string): Receipt;
  /** Like `get`, with null for a command nobody issued. */
  find(commandId: string): Receipt | null;
  /** Takes a command back that waits for its turn; rejects with `not_cancellable` where it is too late. */
  cancel(commandId: string): Promise<Receipt>;
  list(filter: CommandFilter): CommandList;
  /** Settles what an earlier run left open. Call it once the log was read to its end. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

/** Opens the commands of a workspace. */
export function openCommands(options: CommandsOptions): Commands {
  const { desk } = options;
  const runs = openCommandRuns(options);
  const settling = openSettling(options, runs);
  return {
    issue: (input, actorType) => issue({ options, runs, settling }, { input, actorType }),
    rehearse: async (input) => rehearse(options, commandOf(input), basisOf(options, input.basis)),
    undo: (record) => undo(options.ground, record),
    get: (commandId) => runs.current(commandId) ?? unknownCommand(commandId),
    find: runs.current,
    cancel: (commandId) => runs.cancel(commandId),
    list: (filter) => listed(runs.fresh(filter), desk.commands.list(filter), settling.progress()),
    settle: settling.settleAll,
    close: async () => {
      settling.close();
      await runs.close();
    },
  };
}

type Issuing = {
  readonly options: CommandsOptions;
  readonly runs: ReturnType<typeof openCommandRuns>;
  readonly settling: ReturnType<typeof openSettling>;
};
type Order = { readonly input: CommandInput; readonly actorType: ActorType };

async function issue(
  { options, runs, settling }: Issuing,
  { input, actorType }: Order,
): Promise<Receipt> {
  const command = commandOf(input);
  const known = knownReceipt(runs.current(command.commandId), command);
  if (known && isFinal(known) && !mayTryAgain(known)) return answer(known);
  refuseNow(options, command);
  const ground = {
    basis: basisOf(options, input.basis),
    bulkId: input.bulkId ?? null,
    house: options.house(),
  };
  const isOpen = known !== null && !isFinal(known);
  const draft = isOpen ? known : newReceipt(command, ground, options.now());
  const work = runs.run({ command, draft, actorType }).then((receipt) => {
    if (!isFinal(receipt)) settling.watch(receipt);
    return answer(receipt);
  });
  const soFar = sleep(options.answerWithinMs, undefined, { ref: false }).then(
    () => runs.current(command.commandId) ?? draft,
  );
  return Promise.race([work, soFar]);
}

function commandOf(input: CommandInput): Command {
  const { type, data, actor, reason } = input;
  const ticket = input.ticket?.trim() || null;
  const commandId = input.commandId ?? randomUUID();
  // What travelled as undefined was not said.
  const said = JSON.parse(JSON.stringify(data)) as typeof data;
  return {
    commandId,
    type,
    data: said,
    actor: actor.trim(),
    reason: reason.trim(),
    ticket,
  } as Command;
}

function basisOf({ ground }: CommandsOptions, basis: string | null | undefined): string | null {
  return basis ? ground.token(ground.resolve(basis)) : null;
}

function knownReceipt(known: Receipt | null, command: Command): Receipt | null {
  if (known === null || isSameCommand(known, command)) return known;
  const text = 'A command with this id but another content was issued before. Use a new id.';
  throw new FaultError({ code: 'command_id_reused', text });
}

function refuseNow({ whyOff, house }: CommandsOptions, command: Command): void {
  const off = whyOff();
  if (off !== null) throw new FaultError({ code: 'commands_off', text: off });
  const refusal = contentRefusal(command, house());
  if (refusal) throw new FaultError(refusal);
}

function answer(receipt: Receipt): Receipt {
  if (receipt.status === 'refused') throw refusalFault(receipt);
  return receipt;
}

function unknownCommand(commandId: string): never {
  const text = `No command ${commandId} was issued from this workspace.`;
  throw new FaultError({ code: 'unknown_command', text });
}

/** The receipts not stored yet stand before the stored ones. */
function listed(
  fresh: readonly Receipt[],
  stored: ReturnType<Desk['commands']['list']>,
  settling: CommandList['settling'],
): CommandList {
  const { receipts, total, ofAll, after } = stored;
  return {
    commands: [...fresh, ...receipts],
    total: total + fresh.length,
    ofAll: {
      ...ofAll,
      all: ofAll.all + fresh.length,
      in_flight: ofAll.in_flight + fresh.length,
    },
    after,
    settling,
  };
}
