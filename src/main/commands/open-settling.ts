import { setTimeout as sleep } from 'node:timers/promises';
import type { Receipt } from '../../shared/contract/commands.ts';
import type { CommandRuns } from './command-runs.ts';
import type { CommandsOptions } from './commands-options.ts';
import { isFinal } from './receipts.ts';

/** Looks in the log for commands whose end is not known. */
export type Settling = {
  /** Settles every command an earlier run left open, oldest first. */
  settleAll(): Promise<void>;
  /** Looks for one command again and again, ever more seldom, until its end is known. */
  watch(receipt: Receipt): void;
  /** How many commands of an earlier run are still looked for; null for none. */
  progress(): { readonly left: number; readonly of: number } | null;
  close(): void;
};

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** Opens the settling of a workspace's commands. */
export function openSettling(options: CommandsOptions, runs: CommandRuns): Settling {
  const stop = new AbortController();
  const watched = new Set<string>();
  let progress: { left: number; of: number } | null = null;
  const mayWrite = () => options.whyOff() === null;

  const follow = async (receipt: Receipt): Promise<void> => {
    let current = receipt;
    for (let pause = firstPauseMs; !isFinal(current); pause = Math.min(pause * 2, longestPauseMs)) {
      await sleep(pause, undefined, { signal: stop.signal, ref: false });
      // The log may still be away: the next look comes.
      current = await runs.settle(current, mayWrite()).catch(() => current);
    }
  };
  const watch = (receipt: Receipt): void => {
    const { commandId } = receipt;
    if (watched.has(commandId)) return;
    watched.add(commandId);
    follow(receipt)
      .catch((error: unknown) => {
        if (!stop.signal.aborted) options.note(error);
      })
      .finally(() => watched.delete(commandId));
  };

  return {
    watch,
    progress: () => progress,
    settleAll: async () => {
      // The log may come to its end while everything is being closed.
      if (stop.signal.aborted) return;
      const open = options.desk.commands.inFlight();
      if (open.length === 0) return;
      progress = { left: open.length, of: open.length };
      for (const receipt of open) {
        if (stop.signal.aborted) break;
        const settled = await runs.settle(receipt, mayWrite()).catch(() => receipt);
        if (!isFinal(settled)) watch(settled);
        progress = { ...progress, left: progress.left - 1 };
      }
      progress = null;
    },
    close: () => stop.abort(),
  };
}
