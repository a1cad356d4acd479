import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { threadLimits } from '../src/main/workers/thread-limits.ts';
import type { CaughtUp } from './catch-up-process.ts';

const entry = fileURLToPath(new URL('./catch-up-process.ts', import.meta.url));

// As the app limits the thread that reads; of its young space V8 takes a third at a time.
const youngSpace = `--max-semi-space-size=${threadLimits.maxYoungGenerationSizeMb / 3}`;

/** Which log is read, and into which file. */
export type CatchUp = { readonly logFile: string; readonly modelFile: string };

/** Reads a log into a fresh read model, everything included, in a process of its own. */
export async function catchUp({ logFile, modelFile }: CatchUp): Promise<CaughtUp> {
  removeDatabase(modelFile);
  const child = spawn(process.execPath, [youngSpace, entry, logFile, modelFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await text(child.stdout);
  return JSON.parse(said) as CaughtUp;
}

/** Removes a database and what stands beside it. */
export function removeDatabase(file: string): void {
  for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true });
}
