// The browser host for machines and programs: see "npm run serve" in the README.
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuild } from './launch/ensure-build.mjs';
import { rerunOnOwnNode } from './launch/run-on-node.mjs';

const script = fileURLToPath(import.meta.url);
const root = dirname(dirname(script));

if (!(await rerunOnOwnNode(root, script))) {
  if (await ensureBuild(root)) {
    const { serve } = await import(pathToFileURL(join(root, 'out/main/browser.js')).href);
    process.exitCode = await serve(process.argv.slice(2));
  } else process.exitCode = 1;
}
