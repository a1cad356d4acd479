import { rmSync } from 'node:fs';
import type { KafkaConnection } from '../src/main/log/kafka/kafka-connection.ts';
import type { CaughtUp } from './catch-up-process.ts';
import { inOwnProcess } from './own-process.ts';

/** A log in a file, or a topic. */
export type LogSource =
  | { readonly logFile: string }
  | { readonly connection: KafkaConnection; readonly topic: string };

/** Which log is read, and into which file. */
export type CatchUp = { readonly source: LogSource; readonly modelFile: string };

/** Reads a log into a fresh read model, everything included, in a process of its own. */
export async function catchUp({ source, modelFile }: CatchUp): Promise<CaughtUp> {
  removeDatabase(modelFile);
  return inOwnProcess('catch-up-process', [JSON.stringify(source), modelFile]);
}

/** Reads a log from its start to its end and does nothing else, in a process of its own. */
export function readAlone(source: LogSource): Promise<CaughtUp> {
  return inOwnProcess('catch-up-process', [JSON.stringify(source)]);
}

/** Removes a database and what stands beside it. */
export function removeDatabase(file: string): void {
  for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true });
}
