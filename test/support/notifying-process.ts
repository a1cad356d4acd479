import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/** A line of what a notifier says. */
export type Said = { readonly kind: string; readonly subscription: string } & Readonly<
  Record<string, unknown>
>;

/** A copy of the notifier in a process of its own. */
export type NotifyingProcess = {
  readonly said: readonly Said[];
  /** Ends it by a signal; resolves with its exit code, null where it was killed. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
};

const script = resolve(import.meta.dirname, '../../scripts/notify.mjs');

/** Starts a copy, as `npm run notify` does. */
export function startNotifying(args: readonly string[]): NotifyingProcess {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'close') as Promise<[number | null]>;
  const said: Said[] = [];
  createInterface({ input: child.stdout }).on('line', (line) =>
    said.push(JSON.parse(line) as Said),
  );
  return {
    said,
    end: async (signal) => {
      child.kill(signal);
      return (await gone)[0];
    },
  };
}

/** Runs it to its end: its exit code, and what it said. */
export async function notifyOnce(args: readonly string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { out, error, code };
}
