import { setTimeout as sleep } from 'node:timers/promises';
import type { Receipt } from '../../shared/contract/commands.ts';
import { FaultError } from '../../shared/contract/fault.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { CommandFilter } from '../store/desk/command-rows.ts';
import { searchedText } from '../store/desk/searched-text.ts';
import type { CommandRun } from './command-run.ts';
import type { CommandsOptions } from './commands-options.ts';
import { readBack } from './confirm-command.ts';
import type { ActorType } from './event-records.ts';
import { issueCommand, settleCommand } from './issue-command.ts';
import { commandOfReceipt, isFinal } from './receipts.ts';

/** A command to run, from the receipt it has so far. */
export type Job = {
  readonly command: Command;
  readonly draft: Receipt;
  readonly actorType: ActorType;
};

/** The commands that are under way. One Playhead writes one at a time: two of its own must not fence each other. */
export type CommandRuns = {
  /** Runs a command to where it is known, read back included; one that runs already is joined. */
  run(job: Job): Promise<Receipt>;
  /** Looks in the log for what became of a command. */
  settle(receipt: Receipt, mayWrite: boolean): Promise<Receipt>;
  /** The receipt as it stands; null for a command nobody issued. */
  current(commandId: string): Receipt | null;
  /** Receipts under way that are not stored yet and pass the filter, newest first; none on a later page. */
  fresh(filter: CommandFilter): readonly Receipt[];
  cancel(commandId: string): Promise<Receipt>;
  close(): Promise<void>;
};

type Running = {
  receipt: Receipt;
  isStored: boolean;
  readonly cancel: AbortController;
  readonly done: Promise<Receipt>;
};

type Shared = {
  readonly running: ReadonlyMap<string, Running>;
  readonly closing: AbortSignal;
};

/** What each run gets: where its receipts go, and what ends it. */
function runsOf({ log, ground, desk, now }: CommandsOptions, { running, closing }: Shared) {
  const noteRun = (receipt: Receipt, isStored: boolean): void => {
    const run = running.get(receipt.commandId);
    if (!run) return;
    run.receipt = receipt;
    run.isStored ||= isStored;
  };
  return ({ command, actorType }: Job, cancelled: AbortSignal): CommandRun => ({
    ...{ log, ground, command, actorType, now, closing, cancelled },
    save: (receipt) => {
      desk.commands.save(receipt, now());
      noteRun(receipt, true);
    },
    note: (receipt) => {
      desk.commands.note(receipt, now());
      noteRun(receipt, true);
    },
    show: (receipt) => noteRun(receipt, false),
    wait: (ms, signal) => sleep(ms, undefined, { signal }),
    random: Math.random,
  });
}

/** Opens the runs of a workspace's commands. */
export function openCommandRuns(options: CommandsOptions): CommandRuns {
  const { desk } = options;
  const closing = new AbortController();
  const running = new Map<string, Running>();
  const inTurn = oneAtATime();

  const stored = (commandId: string) => desk.commands.find(commandId);
  const current = (commandId: string) => running.get(commandId)?.receipt ?? stored(commandId);
  const runOf = runsOf(options, { running, closing: closing.signal });

  const begin = (job: Job): Promise<Receipt> => {
    const { commandId } = job.command;
    const cancel = new AbortController();
    const run = runOf(job, cancel.signal);
    const { promise: done, resolve, reject } = Promise.withResolvers<Receipt>();
    running.set(commandId, {
      receipt: job.draft,
      isStored: stored(commandId) !== null,
      cancel,
      done,
    });
    carry(run, job.draft, inTurn)
      .finally(() => running.delete(commandId))
      .then(resolve, reject);
    return done;
  };

  return {
    current,
    run: (job) => running.get(job.command.commandId)?.done ?? begin(job),
    settle: (receipt, mayWrite) => {
      const job: Job = { command: commandOfReceipt(receipt), draft: receipt, actorType: 'os_user' };
      const run = runOf(job, new AbortController().signal);
      return inTurn(() => settleCommand(run, stored(receipt.commandId) ?? receipt, mayWrite));
    },
    fresh: ({ after, status, search }) => {
      if (after !== null || !(status === 'all' || status === 'in_flight')) return [];
      const found = [...running.values()].filter(({ isStored }) => !isStored);
      return found
        .map(({ receipt }) => receipt)
        .filter((receipt) => search === null || searchedText(receipt).includes(search))
        .reverse();
    },
    cancel: (commandId) => cancelRun(running.get(commandId), current(commandId)),
    close: async () => {
      closing.abort();
      await Promise.allSettled([...running.values()].map(({ done }) => done));
      await inTurn(async () => {});
    },
  };
}

async function carry(run: CommandRun, draft: Receipt, inTurn: InTurn): Promise<Receipt> {
  const { receipt, readBackTo } = await inTurn(() => issueCommand(run, draft));
  if (readBackTo === null) return receipt;
  // Reading back needs no turn: the next command may be decided meanwhile.
  return readBack(run, receipt, readBackTo).catch(() => {
    // It was appended, which is a fact: what is left is looked for later.
    run.save(receipt);
    return receipt;
  });
}

async function cancelRun(run: Running | undefined, receipt: Receipt | null): Promise<Receipt> {
  if (receipt === null) {
    throw new FaultError({ code: 'unknown_command', text: 'No such command was issued here.' });
  }
  if (!run || isSent(run.receipt)) throw notCancellable();
  run.cancel.abort();
  const ended = await run.done;
  if (isFinal(ended) && ended.refusal?.code === 'cancelled') return ended;
  throw notCancellable();
}

function isSent({ decidedAt, status }: Receipt): boolean {
  return decidedAt !== null || status !== 'sent';
}

function notCancellable(): FaultError {
  const text =
    'The command was sent already, or has ended: it cannot be taken back. A new command can undo what it did.';
  return new FaultError({ code: 'not_cancellable', text });
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

function oneAtATime(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}
