import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { threadLimits } from '../src/main/workers/thread-limits.ts';

// As the app limits its threads; of a young space V8 takes a third at a time.
const youngSpace = `--max-semi-space-size=${threadLimits.maxYoungGenerationSizeMb / 3}`;

/** Runs a file of this folder in a process of its own; what it says, parsed. */
export async function inOwnProcess<Said>(name: string, args: readonly string[]): Promise<Said> {
  const entry = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [youngSpace, entry, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout)) as Said;
}
