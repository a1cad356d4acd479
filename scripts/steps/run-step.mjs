import { spawn } from 'node:child_process';
import process from 'node:process';

/**
 * Runs a program of the project on this Node and prints how long it took. Resolves with its exit
 * code (1 where a signal ended it) and what it wrote to standard output; `quiet` shows its words
 * only where it fails.
 */
export async function runStep(name, args, { root, env = {}, quiet = false } = {}) {
  const began = performance.now();
  process.stdout.write(quiet ? '' : `\n== ${name}\n`);
  const { code, written, output } = await run(args, { root, env, quiet });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (quiet && code !== 0) process.stdout.write(written);
  process.stdout.write(`== ${name}: ${code === 0 ? 'ok' : `FAILED (${code})`}, ${seconds} s\n`);
  return { name, code, output };
}

function run(args, { root, env, quiet }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    let written = '';
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      written += text;
      output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      written += text;
    });
    child.once('error', (error) => {
      resolve({ code: 1, written: `${written}${error.message}\n`, output });
    });
    child.once('close', (code) => resolve({ code: code ?? 1, written, output }));
  });
}
