// Measures the app on a made-up log: see "Figures" in the README.
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rerunOnOwnNode, runAndWait } from './launch/run-on-node.mjs';

const script = fileURLToPath(import.meta.url);
const root = dirname(dirname(script));

if (!(await rerunOnOwnNode(root, script))) {
  const bench = join(root, 'bench', 'bench.ts');
  process.exitCode = await runAndWait(process.execPath, [
    '--expose-gc',
    bench,
    ...process.argv.slice(2),
  ]);
}
