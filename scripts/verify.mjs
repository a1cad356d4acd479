// Proves a workspace's read model: see "npm run verify" in the README.
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rerunOnOwnNode } from './launch/run-on-node.mjs';

const script = fileURLToPath(import.meta.url);
const root = dirname(dirname(script));

if (!(await rerunOnOwnNode(root, script))) {
  const { runVerify } = await import('./verify/run-verify.ts');
  process.exitCode = runVerify(process.argv.slice(2));
}
