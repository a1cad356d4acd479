import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listUsers } from '../../src/main/queries/list-users.ts';
import { registerRecords } from '../../src/main/store/register-records.ts';
import { type IngestedLog, ingestedLog } from '../support/ingested-log.ts';
import { syntheticLog } from '../support/synthetic-log.ts';

const script = resolve(import.meta.dirname, '../../scripts/export.mjs');
const events = 2_000;

describe('npm run export', () => {
  let folder: string;
  let log: IngestedLog;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-export-'));
    mkdirSync(join(folder, 'own'));
    log = await ingestedLog(syntheticLog({ events, partitions: 3, seed: 5 }), 3);
    new Database(log.file).prepare('VACUUM INTO ?').run(join(folder, 'own', 'read.db'));
  });
  afterEach(async () => {
    await log.close();
    rmSync(folder, { recursive: true });
  });

  const run = (...args: string[]) =>
    spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });

  it('writes events and users as rows that any SQLite tool reads', () => {
    const file = join(folder, 'plain.db');
    const { status, stdout } = run(join(folder, 'own'), '--sqlite', file);
    const { users, total } = listUsers(log.reader, { at: 'head', limit: 1000 });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ events, users: total });
    const db = new Database(file, { readonly: true });
    const value = db.prepare(
      `SELECT json_extract(value, '$.userId') AS said, user FROM events WHERE type = 'UserLoggedInEvent'`,
    );
    for (const { said, user } of value.all() as { said: string; user: string }[]) {
      expect(said).toBe(user);
    }
    const now = db.prepare('SELECT * FROM users_now').all() as Record<string, unknown>[];
    const byId = new Map(now.map((row) => [row['user'], row]));
    for (const { userId, username, loginCount, version, roles } of users) {
      const row = byId.get(userId);
      expect(row).toMatchObject({ username, login_count: loginCount, version });
      expect(
        String(row?.['roles'] ?? '')
          .split(' ')
          .filter(Boolean)
          .sort(),
      ).toEqual(roles);
    }
    db.close();
  });

  it('does not write over a file, and says how it is used', () => {
    const { status, stderr } = run(join(folder, 'own'), '--sqlite', join(folder, 'own', 'read.db'));
    expect(status).toBe(2);
    expect(stderr).toContain('Usage');
  });

  it('reads what the view of events in the workspace itself gives', () => {
    const db = new Database(log.file, { readonly: true });
    const unregister = registerRecords(db);
    expect(
      db.prepare('SELECT count(*) FROM events WHERE user IS NOT NULL').pluck().get(),
    ).toBeGreaterThan(0);
    db.close();
    unregister();
  });
});
