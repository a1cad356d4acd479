// Plain JavaScript that Node 18 understands: it must be able to say that a Node is too old.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const oldest = [22, 14];

/** True where this Node can run the app. */
export function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/**
 * On an old Node: runs the same script on the Node that npm installed with the app, hands signals
 * on and ends as it ends. Resolves with true where that happened, false where this Node will do.
 */
export async function rerunOnOwnNode(root, script) {
  if (isNewEnough(process.versions.node)) return false;
  const own = join(
    root,
    'node_modules',
    '.bin',
    process.platform === 'win32' ? 'node.cmd' : 'node',
  );
  if (!existsSync(own) || process.env.PLAYHEAD_RERUN) {
    process.stderr.write(
      `Playhead needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}. Install a newer Node, or run "npm ci" where Playhead's own can be installed.\n`,
    );
    process.exitCode = 1;
    return true;
  }
  process.exitCode = await runAndWait(own, [script, ...process.argv.slice(2)], {
    env: { ...process.env, PLAYHEAD_RERUN: '1' },
    shell: process.platform === 'win32',
  });
  return true;
}

/** Runs a program in the foreground, handing on SIGINT and SIGTERM; resolves with its exit code. */
export function runAndWait(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    const handOn = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, handOn);
    const end = (code) => {
      for (const signal of signals) process.off(signal, handOn);
      resolve(code);
    };
    child.once('error', (error) => {
      process.stderr.write(`${program} could not be started: ${error.message}\n`);
      end(1);
    });
    child.once('exit', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
