import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runAndWait } from './run-on-node.mjs';

const reachWithinMs = 3_000;
const downloadWithinMs = 300_000;

/** The path of the Electron program; null where it is not there. Asking `electron` itself would download it. */
export function findElectron(root, env = process.env) {
  const folder = join(root, 'node_modules', 'electron');
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return null;
  const name = readFileSync(note, 'utf8').trim();
  const program = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name);
  return existsSync(program) ? program : null;
}

/** Has Electron's own install script fetch the program, where its source can be reached; resolves with its path or null. */
export async function fetchElectron(root) {
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer) || !(await isReachable())) return null;
  process.stdout.write('Electron is not here yet: downloading it, once, about 120 MB...\n');
  const code = await runAndWait(process.execPath, [installer], {
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: downloadWithinMs,
  });
  return code === 0 ? findElectron(root) : null;
}

/** True where Electron could show a window: a desktop on Linux says where its screen is. */
export function hasScreen(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

async function isReachable() {
  const source = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror;
  try {
    const signal = AbortSignal.timeout(reachWithinMs);
    await fetch(source ?? 'https://github.com/electron/electron', { method: 'HEAD', signal });
    return true;
  } catch {
    return false;
  }
}
