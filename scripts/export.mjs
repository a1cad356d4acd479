// Writes a workspace's read model as a plain SQLite file: see "npm run export" in the README.
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rerunOnOwnNode } from './launch/run-on-node.mjs';

const script = fileURLToPath(import.meta.url);
const root = dirname(dirname(script));

if (!(await rerunOnOwnNode(root, script))) {
  const { runExport } = await import('./export/run-export.ts');
  process.exitCode = runExport(process.argv.slice(2));
}
