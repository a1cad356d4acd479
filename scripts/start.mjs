// Playhead for a person: in Electron where it is there, else in a browser. See "npm start" in the README.
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuild } from './launch/ensure-build.mjs';
import { fetchElectron, findElectron, hasScreen } from './launch/find-electron.mjs';
import { rerunOnOwnNode, runAndWait } from './launch/run-on-node.mjs';

const script = fileURLToPath(import.meta.url);
const root = dirname(dirname(script));
const endedAtOnceMs = 5_000;

if (!(await rerunOnOwnNode(root, script))) {
  process.exitCode = (await ensureBuild(root)) ? await start() : 1;
}

async function start() {
  const why = await startElectron();
  if (why === null) return 0;
  process.stdout.write(`${why} Playhead opens in the browser instead.\n`);
  const { start: startInBrowser } = await import(
    pathToFileURL(join(root, 'out/main/browser.js')).href
  );
  // Standard input is listened to for Enter and would keep the process.
  process.exit(await startInBrowser());
}

/** Null where Electron ran and ended; else why it did not, as a sentence. */
async function startElectron() {
  if (process.env.PLAYHEAD_BROWSER === '1') return 'PLAYHEAD_BROWSER=1 says so:';
  if (!hasScreen()) return 'There is no screen for an Electron window here.';
  const program = findElectron(root) ?? (await fetchElectron(root));
  if (program === null) return 'Electron is not here and cannot be downloaded now.';
  const env = { ...process.env };
  delete env.ELECTRON_RUN_AS_NODE;
  const began = Date.now();
  const code = await runAndWait(program, [root], { env });
  if (code === 0 || Date.now() - began > endedAtOnceMs) return null;
  return `Electron ended at once (exit code ${code}).`;
}
