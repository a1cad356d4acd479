import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** Prints what stood on each page that failed its test: a build machine keeps no files to look at. */
export function showFailedPages(folder) {
  if (!existsSync(folder)) return;
  for (const file of globSync('**/error-context.md', { cwd: folder })) {
    process.stdout.write(`\n-- ${file}\n${readFileSync(join(folder, file), 'utf8')}\n`);
  }
}
