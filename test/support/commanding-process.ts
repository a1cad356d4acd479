import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Receipt } from '../../src/shared/contract/commands.ts';
import type { ChildOrders } from './command-child.ts';

/** A Playhead in a process of its own, that waits to be told to begin. */
export type CommandingProcess = {
  readonly child: ChildProcess;
  begin(): void;
  /** Resolves when it ended by itself: its receipts, and how many turns it lost. */
  readonly done: Promise<{ readonly receipts: readonly Receipt[]; readonly lostTurns: number }>;
  /** Resolves when it is gone, however it went. */
  readonly gone: Promise<void>;
};

const script = resolve(import.meta.dirname, 'command-child.ts');

/** Starts it; resolves when it has read the topic to its end. */
export async function startCommanding(orders: ChildOrders): Promise<CommandingProcess> {
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'close').then(() => {});
  child.stdin.on('error', () => {});
  child.stdin.write(`${JSON.stringify(orders)}\n`);
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const isReady = new Promise<void>((settle) => {
    lines.on('line', (line) => {
      if (line === 'ready') settle();
      else said.push(line);
    });
  });
  await Promise.race([isReady, gone]);
  return {
    child,
    gone,
    begin: () => child.stdin.write('begin\n'),
    done: gone.then(() => ({
      receipts: said.slice(0, -1).map((line) => JSON.parse(line) as Receipt),
      lostTurns: Number(said.at(-1)),
    })),
  };
}
