import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writePlainCopy } from '../../src/main/store/write-plain-copy.ts';

const usage =
  'Usage: npm run export -- DIR --sqlite FILE   (a workspace, and a file that is not there yet)';

/**
 * Writes what a workspace's read model holds into a SQLite file that any tool reads. Prints one
 * line of JSON: how many events and users. Gives the exit code: 0 written, 2 nothing done.
 */
export function runExport(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    options: { sqlite: { type: 'string' } },
    allowPositionals: true,
  });
  const [folder] = positionals;
  const target = values.sqlite;
  const model = folder === undefined ? null : join(folder, 'read.db');
  if (model === null || target === undefined || !existsSync(model) || existsSync(target)) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  process.stdout.write(`${JSON.stringify(writePlainCopy(model, target))}\n`);
  return 0;
}
