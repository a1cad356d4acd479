import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { KafkaConnection } from '../src/main/log/kafka/kafka-connection.ts';
import { threadLimits } from '../src/main/workers/thread-limits.ts';
import type { CaughtUp } from './catch-up-process.ts';

const entry = fileURLToPath(new URL('./catch-up-process.ts', import.meta.url));

// As the app limits the thread that reads; of its young space V8 takes a third at a time.
const youngSpace = `--max-semi-space-size=${threadLimits.maxYoungGenerationSizeMb / 3}`;

/** A log in a file, or a topic. */
export type LogSource =
  | { readonly logFile: string }
  | { readonly connection: KafkaConnection; readonly topic: string };

/** Which log is read, and into which file. */
export type CatchUp = { readonly source: LogSource; readonly modelFile: string };

/** Reads a log into a fresh read model, everything included, in a process of its own. */
export async function catchUp({ source, modelFile }: CatchUp): Promise<CaughtUp> {
  removeDatabase(modelFile);
  return run(source, modelFile);
}

/** Reads a log from its start to its end and does nothing else, in a process of its own. */
export function readAlone(source: LogSource): Promise<CaughtUp> {
  return run(source);
}

async function run(source: LogSource, ...modelFile: readonly string[]): Promise<CaughtUp> {
  const said = [youngSpace, entry, JSON.stringify(source), ...modelFile];
  const child = spawn(process.execPath, said, { stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(await text(child.stdout)) as CaughtUp;
}

/** Removes a database and what stands beside it. */
export function removeDatabase(file: string): void {
  for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true });
}
