import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockWorkspace } from '../../../src/main/store/lock-workspace.ts';

const module = new URL('../../../src/main/store/lock-workspace.ts', import.meta.url).href;

describe('the lock of a workspace', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-lock-'));
    file = join(folder, 'lock.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('lets one in, and tells the second who holds it since when', () => {
    const before = Date.now();
    const first = lockWorkspace(file);
    const second = lockWorkspace(file);
    expect(first.ok).toBe(true);
    expect(second).toMatchObject({ ok: false, error: { pid: process.pid } });
    const since = second.ok ? 0 : Date.parse(second.error.since);
    expect(since).toBeGreaterThanOrEqual(before - 1);
    if (first.ok) first.value.release();
  });

  it('is free again once it was released', () => {
    const first = lockWorkspace(file);
    if (first.ok) first.value.release();
    const second = lockWorkspace(file);
    expect(second.ok).toBe(true);
    if (second.ok) second.value.release();
  });

  it('is released by the system when its holder is killed', async () => {
    const script = `import { lockWorkspace } from ${JSON.stringify(module)};
      globalThis.held = lockWorkspace(${JSON.stringify(file)});
      console.log('held'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(lockWorkspace(file)).toMatchObject({ ok: false, error: { pid: child.pid } });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const second = lockWorkspace(file);
    expect(second.ok).toBe(true);
    if (second.ok) second.value.release();
  });
});
