// Tells other services of events: see "Telling other services" in the README.
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rerunOnOwnNode } from './launch/run-on-node.mjs';

const script = fileURLToPath(import.meta.url);
const root = dirname(dirname(script));

if (!(await rerunOnOwnNode(root, script))) {
  const { runNotify } = await import('../src/main/hosts/notifier/run-notify.ts');
  process.exitCode = await runNotify(process.argv.slice(2));
}
