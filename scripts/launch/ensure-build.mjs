import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runAndWait } from './run-on-node.mjs';

const outcomes = [
  'out/main/index.js',
  'out/main/browser.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
];
const sources = ['src', 'package.json', 'electron.vite.config.ts'];

/** Builds the app where that was not done yet, or its source is newer. Resolves with true where it stands. */
export async function ensureBuild(root) {
  if (isBuilt(root)) return true;
  process.stderr.write('Building Playhead, this takes a moment...\n');
  const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  // Its words go to standard error: standard output belongs to the program that was asked for.
  const code = await runAndWait(process.execPath, [builder, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (code === 0) return true;
  process.stderr.write('Playhead could not be built; the reason stands above.\n');
  return false;
}

function isBuilt(root) {
  const made = outcomes.map((path) => join(root, path));
  if (!made.every((path) => existsSync(path))) return false;
  const oldest = Math.min(...made.map((path) => statSync(path).mtimeMs));
  return sources.every((path) => newest(join(root, path)) <= oldest);
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path).map((name) => newest(join(path, name)));
  return Math.max(stat.mtimeMs, ...inside);
}
