import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../../support/serve-from-source.ts', import.meta.url));

type Run = {
  readonly child: ChildProcess;
  /** Resolves with the first line of standard output, or null where it ended without one. */
  readonly line: Promise<string | null>;
  readonly ended: Promise<{ code: number | null; output: string; errors: string }>;
};

const running = new Set<ChildProcess>();

function serve(args: readonly string[], env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, npm_lifecycle_event: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  let errors = '';
  const line = new Promise<string | null>((resolve) => {
    child.stdout?.on('data', (data) => {
      output += String(data);
      if (output.includes('\n')) resolve(output.slice(0, output.indexOf('\n')));
    });
    child.once('close', () => resolve(null));
  });
  child.stderr?.on('data', (data) => {
    errors += String(data);
  });
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code, output, errors });
    });
  });
  return { child, line, ended };
}

describe('serve', { timeout: 60_000 }, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-serve-'));
  });
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('says where it listens in one line of JSON, the only thing on standard output, and ends cleanly on SIGTERM', async () => {
    const workspace = join(folder, 'made', 'for', 'it');
    const run = serve(['--log', 'sample', '--workspace', workspace, '--port', '0'], {
      PLAYHEAD_TOKEN: 'mine',
    });
    const said = JSON.parse((await run.line) ?? '') as { url: string; api: string; token: string };
    expect(Object.keys(said)).toEqual(['url', 'api', 'token']);
    expect(said.token).toBe('mine');
    const { origin, hash } = new URL(said.url);
    expect(said.api).toBe(`${origin}/api`);
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(hash).toMatch(/^#ticket=/);
    const answer = await fetch(`${said.api}/status`, { headers: { authorization: 'Bearer mine' } });
    expect(await answer.json()).toMatchObject({ log: { kind: 'sample' } });
    run.child.kill('SIGTERM');
    const { code, output } = await run.ended;
    expect([code, output.trim().split('\n').length]).toEqual([0, 1]);
    expect(existsSync(join(workspace, 'read.db'))).toBe(true);
    expect(existsSync(join(workspace, 'read.db-wal'))).toBe(false);
  });

  it('lets a second one look on, says who holds the workspace, and gives it over when the first is gone', async () => {
    const args = ['--log', 'sample', '--workspace', join(folder, 'shared'), '--port', '0'];
    const first = serve(args);
    await first.line;
    const second = serve([...args, '--allow-commands']);
    const { api, token } = JSON.parse((await second.line) ?? '') as { api: string; token: string };
    const ask = async (path: string, init: RequestInit = {}) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      return (await fetch(api + path, { ...init, headers })).json();
    };
    const holder = expect.stringContaining(`process ${first.child.pid}`);
    expect(await ask('/status')).toMatchObject({
      paused: { code: 'workspace_busy', text: holder },
    });
    expect(await ask('/users?limit=1')).toMatchObject({ users: [expect.anything()] });
    const data = { userId: 'u', roleId: 'r' };
    const body = JSON.stringify({ type: 'AssignRoleToUser', data, actor: 'a', reason: 'b' });
    const refused = await ask('/commands', { method: 'POST', body });
    expect(refused).toMatchObject({ code: 'workspace_busy', text: holder });
    first.child.kill('SIGKILL');
    await first.ended;
    await expect
      .poll(() => ask('/status'), { timeout: 20_000 })
      .toMatchObject({ paused: null, caughtUp: true });
    const decided = await ask('/commands', { method: 'POST', body });
    expect(decided).toMatchObject({ code: 'user_not_active' });
  });

  it.each([
    [['--port', 'x'], '--port x'],
    [['--log', 'nothing'], '--log nothing'],
    [['--wrong'], '--wrong'],
    [['--log', 'file:/nowhere/at/all'], 'There is no file /nowhere/at/all'],
  ])('ends with 2 and a sentence for %j', async (args, words) => {
    const run = serve([...args, '--workspace', join(folder, 'refused')]);
    const { code, output, errors } = await run.ended;
    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain(words);
    expect(errors).not.toContain('    at ');
  });

  it('asks for the topic where a file holds two', async () => {
    const line = (topic: string, offset: number) =>
      JSON.stringify({
        topic,
        partition: 0,
        offset,
        tstype: 'create',
        ts: 1,
        key: 'k',
        payload: 'v',
      });
    const file = join(folder, 'two.jsonl');
    writeFileSync(file, `${line('one', 0)}\n${line('two', 0)}\n`);
    const run = serve(['--log', `file:${file}`, '--workspace', join(folder, 'two')]);
    expect(await run.ended).toMatchObject({
      code: 2,
      errors: expect.stringContaining('file:PATH#topic'),
    });
    const chosen = serve(['--log', `file:${file}#two`, '--workspace', join(folder, 'two')]);
    expect(JSON.parse((await chosen.line) ?? '')).toHaveProperty('api');
  });

  it('says that its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const run = serve(['--workspace', join(folder, 'port'), '--port', String(port)]);
    expect(await run.ended).toMatchObject({
      code: 1,
      errors: expect.stringContaining('The port is taken'),
    });
    other.close();
  });

  it('ends when the npm that started it is gone', async () => {
    const workspace = join(folder, 'orphan');
    const code = `require('node:child_process').spawn(process.execPath, ${JSON.stringify([script, '--workspace', workspace])}, { stdio: 'inherit' })`;
    const npm = spawn(process.execPath, ['-e', code], {
      env: { ...process.env, npm_lifecycle_event: 'serve' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { api } = await new Promise<{ api: string }>((resolve) => {
      npm.stdout?.once('data', (data) => resolve(JSON.parse(String(data))));
    });
    npm.kill('SIGKILL');
    const isGone = () =>
      fetch(`${api}/status`).then(
        () => false,
        () => true,
      );
    await expect.poll(isGone, { timeout: 10_000 }).toBe(true);
  });
});
