// Measures the app on a made-up log: see "Figures" in the README.
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rerunOnOwnNode, runAndWait } from './launch/run-on-node.mjs';
import { findChromium } from './steps/find-chromium.mjs';
import { runStep } from './steps/run-step.mjs';

const script = fileURLToPath(import.meta.url);
const root = dirname(dirname(script));

if (!(await rerunOnOwnNode(root, script))) {
  const builder = [
    'node_modules/electron-vite/bin/electron-vite.js',
    'build',
    '--logLevel',
    'warn',
  ];
  const chromium = findChromium();
  if (chromium.path) process.env.PLAYHEAD_CHROMIUM = chromium.path;
  // The figures of the page are those of the built app.
  const { code } = await runStep('build', builder, { root, quiet: true });
  const bench = join(root, 'bench', 'bench.ts');
  process.exitCode =
    code || (await runAndWait(process.execPath, [bench, ...process.argv.slice(2)]));
}
