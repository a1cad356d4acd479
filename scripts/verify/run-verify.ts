import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { verify } from '../../src/main/ingest/verify.ts';
import { lockWorkspace } from '../../src/main/store/lock-workspace.ts';
import { openStore } from '../../src/main/store/write/open-store.ts';

/**
 * Proves the read model of a workspace that no Playhead has open. Prints one line of JSON: offsets,
 * records and ranges looked at, and the flaws found. Resolves with the exit code: 0 sound, 1
 * flawed, 2 cannot be looked at.
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
  const found = verify(store);
  store.close();
  lock.value.release();
  process.stdout.write(`${JSON.stringify(found)}\n`);
  return found.flaws.length === 0 ? 0 : 1;
}

function complain(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}
