// Types, style and leftovers: what "npm run check" runs, and "npm test" first.
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rerunOnOwnNode } from './launch/run-on-node.mjs';
import { runChecks } from './steps/check-steps.mjs';

const script = fileURLToPath(import.meta.url);
const root = dirname(dirname(script));

if (!(await rerunOnOwnNode(root, script))) {
  const steps = await runChecks(root);
  process.exitCode = steps.every(({ code }) => code === 0) ? 0 : 1;
}
