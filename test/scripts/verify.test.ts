import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockWorkspace } from '../../src/main/store/lock-workspace.ts';
import { ingestedLog } from '../support/ingested-log.ts';
import { syntheticLog } from '../support/synthetic-log.ts';

const script = resolve(import.meta.dirname, '../../scripts/verify.mjs');

describe('npm run verify', () => {
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-verify-'));
    const log = await ingestedLog(syntheticLog({ events: 2_000, partitions: 3, seed: 5 }), 3);
    new Database(log.file).prepare('VACUUM INTO ?').run(join(folder, 'read.db'));
    await log.close();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = () => spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });

  it('finds a sound read model sound', () => {
    const { status, stdout } = run();
    expect(JSON.parse(stdout)).toMatchObject({ offsets: 2_000, records: 2_000, flaws: [] });
    expect(status).toBe(0);
  });

  it('names what somebody changed behind the back of the log', () => {
    const db = new Database(join(folder, 'read.db'));
    db.exec("UPDATE user_revision SET email = 'mallory@acme.example' WHERE version = 1");
    db.close();
    const { status, stdout } = run();
    expect(JSON.parse(stdout).flaws).not.toEqual([]);
    expect(status).toBe(1);
  });

  it('does not look at a workspace that is open', () => {
    const lock = lockWorkspace(join(folder, 'lock.db'));
    const { status, stderr } = run();
    expect(stderr).toContain(`Process ${process.pid} has this workspace open`);
    expect(status).toBe(2);
    if (lock.ok) lock.value.release();
  });
});
