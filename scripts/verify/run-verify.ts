import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { verify } from '../../src/main/ingest/verify.ts';
import { lockWorkspace } from '../../src/main/store/lock-workspace.ts';
import { openStore } from '../../src/main/store/write/open-store.ts';

/**
 * Proves the read model of a workspace that no Playhead has open. Prints one line of JSON: offsets,
 * records and ranges looked at, and the flaws found; on standard error every few seconds how far it
 * is. Gives the exit code: 0 sound, 1 flawed, 2 cannot be looked at.
 */
export function runVerify([folder]: readonly string[]): number {
  const file = folder === undefined ? null : join(folder, 'read.db');
  if (folder === undefined || file === null || !existsSync(file)) {
    return complain('Usage: npm run verify -- DIR   (a workspace with a read.db in it)');
  }
  const lock = lockWorkspace(join(folder, 'lock.db'));
  if (!lock.ok)
    return complain(`Process ${lock.error.pid} has this workspace open. Close it first.`);
  const store = openStore({ file });
  const found = verify(store, tellNowAndThen());
  store.close();
  lock.value.release();
  process.stdout.write(`${JSON.stringify(found)}\n`);
  return found.flaws.length === 0 ? 0 : 1;
}

const tellEveryMs = 2_000;

function tellNowAndThen(): (part: number) => void {
  let last = performance.now();
  return (part) => {
    if (performance.now() - last < tellEveryMs) return;
    last = performance.now();
    process.stderr.write(`${Math.floor(100 * part)} % looked at\n`);
  };
}

function complain(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}
