import type { SpawnOptions } from 'node:child_process';

export function isNewEnough(version: string): boolean;
export function rerunOnOwnNode(root: string, script: string): Promise<boolean>;
export function runAndWait(
  program: string,
  args: readonly string[],
  options?: SpawnOptions,
): Promise<number>;
