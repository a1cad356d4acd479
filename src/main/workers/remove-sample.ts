import { rmSync } from 'node:fs';
import { join } from 'node:path';

const parts = ['', '-wal', '-shm', '-journal'];

/** Removes the sample and all that was made of it, receipts included. The caller holds the workspace's lock. */
export function removeSample(folder: string): void {
  for (const name of ['log.db', 'read.db', 'desk.db']) {
    for (const part of parts) rmSync(join(folder, name + part), { force: true });
  }
}
