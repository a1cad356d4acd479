import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

/** The app as `npm run serve` starts it, on a workspace of its own that is removed at the end. */
export type RunningApp = {
  /** Address of the gateway, without a slash at its end. */
  readonly api: string;
  readonly token: string;
  /** A fresh link, good for one page within 60 s. */
  freshLink(): Promise<string>;
  /** Ends it cleanly; resolves when the process is gone. */
  stop(): Promise<void>;
};

type StartChoice = {
  readonly log?: string;
  readonly allowCommands?: boolean;
  /** Readies the workspace folder before the app opens it. */
  readonly prepare?: (folder: string) => Promise<void>;
  /** False to have it as soon as it listens. */
  readonly untilCaughtUp?: boolean;
  /** Environment variables beside those of the test. */
  readonly surroundings?: NodeJS.ProcessEnv;
};

const catchUpWithinMs = 60_000;
const stopWithinMs = 10_000;

/** Starts the built app on a log (the sample unless told) and waits until it has read it to its end. */
export async function startApp({
  log = 'sample',
  allowCommands = true,
  prepare = async () => {},
  surroundings = {},
  untilCaughtUp = true,
}: StartChoice = {}): Promise<RunningApp> {
  const workspace = await mkdtemp(join(tmpdir(), 'playhead-pages-'));
  await prepare(workspace);
  const args = ['--log', log, '--workspace', workspace, '--port', '0'];
  const leave = allowCommands ? ['--allow-commands'] : [];
  const child = spawnServe([...args, ...leave], surroundings);
  const stop = async () => {
    await end(child);
    await rm(workspace, { recursive: true, force: true });
  };
  try {
    const { api, token } = await firstLine(child);
    if (untilCaughtUp) await caughtUp(api, token);
    return { api, token, stop, freshLink: () => freshLink(api, token) };
  } catch (error) {
    await stop();
    throw error;
  }
}

function spawnServe(args: readonly string[], surroundings: NodeJS.ProcessEnv): ChildProcess {
  const built = process.env['PLAYHEAD_TEST_BUILD'] ?? 'out';
  const entry = pathToFileURL(resolve(built, 'main/browser.js')).href;
  const code = `import(${JSON.stringify(entry)}).then(async ({ serve }) => process.exit(await serve(process.argv.slice(1))))`;
  return spawn(process.execPath, ['-e', code, '--', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...surroundings },
  });
}

function firstLine(child: ChildProcess): Promise<{ api: string; token: string }> {
  return new Promise((settle, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`The app ended with ${code} before it listened.`)),
    );
    if (!child.stdout) return reject(new Error('The app has no output.'));
    createInterface({ input: child.stdout }).once('line', (line) => settle(JSON.parse(line)));
  });
}

async function caughtUp(api: string, token: string): Promise<void> {
  const began = Date.now();
  while (Date.now() - began < catchUpWithinMs) {
    const answer = await fetch(`${api}/status`, { headers: { authorization: `Bearer ${token}` } });
    if (answer.ok && ((await answer.json()) as { caughtUp: boolean }).caughtUp) return;
    await new Promise((settle) => setTimeout(settle, 100));
  }
  throw new Error('The app did not read its log to the end.');
}

async function freshLink(api: string, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${api}/ticket`, { method: 'POST', headers });
  if (!answer.ok) throw new Error(`No ticket: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { url: string }).url;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((settle) => child.once('exit', () => settle()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await gone;
  clearTimeout(timer);
}
