import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { StatusAnswer } from '../../src/shared/contract/log.ts';

/** `serve`, run from the source in a process of its own. */
export type ServedLog = {
  /** Asks the gateway; the body is what came, whatever it is. */
  ask<Body>(path: string, init?: RequestInit): Promise<{ status: number; body: Body }>;
  post<Body>(command: object): Promise<{ status: number; body: Body }>;
  /** Resolves once the log was read to its end and `isEnough` holds. */
  caughtUp(isEnough?: (status: StatusAnswer) => boolean): Promise<StatusAnswer>;
  /** Ends it with SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
};

type Choice = {
  readonly log: string;
  readonly workspace: string;
  readonly allowCommands?: boolean;
};

const script = fileURLToPath(new URL('./serve-from-source.ts', import.meta.url));
const catchUpWithinMs = 90_000;

/** Serves a log into a workspace that may have been used before; resolves when it listens. */
export async function serveLog({ log, workspace, allowCommands }: Choice): Promise<ServedLog> {
  const args = ['--log', log, '--workspace', workspace, '--port', '0'];
  if (allowCommands) args.push('--allow-commands');
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, npm_lifecycle_event: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { api, token } = await firstLine(child);
  const ask: ServedLog['ask'] = async (path, init = {}) => {
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    const answer = await fetch(api + path, { ...init, headers });
    return { status: answer.status, body: await answer.json() };
  };
  return {
    ask,
    post: (command) =>
      ask('/commands', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(command),
      }),
    caughtUp: (isEnough = () => true) => untilCaughtUp(ask, isEnough),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
  };
}

function firstLine(child: ChildProcess): Promise<{ api: string; token: string }> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`It ended with ${code} before it listened.`)));
    if (!child.stdout) return reject(new Error('It has no output.'));
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)));
  });
}

async function untilCaughtUp(
  ask: ServedLog['ask'],
  isEnough: (status: StatusAnswer) => boolean,
): Promise<StatusAnswer> {
  const deadline = Date.now() + catchUpWithinMs;
  for (;;) {
    const { body } = await ask<StatusAnswer>('/status');
    if (body.caughtUp && isEnough(body)) return body;
    if (Date.now() > deadline) throw new Error(`Not read to its end: ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
