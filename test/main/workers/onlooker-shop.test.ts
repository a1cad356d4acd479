import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { read001 } from '../../../src/main/store/migrations/read-001.ts';
import { openStore } from '../../../src/main/store/write/open-store.ts';
import { openOnlookerShop } from '../../../src/main/workers/onlooker-shop.ts';

const holder = { pid: 4242, since: '2026-01-05T08:00:00.000Z' };

describe('a second Playhead in a workspace', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-onlooker-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const file = () => join(folder, 'read.db');
  const refused = (words: string) =>
    expect.objectContaining({
      fault: {
        code: 'workspace_busy',
        text: expect.stringContaining(words),
        data: holder,
      },
    });

  it('looks on where the first one reads into a layout it knows', async () => {
    openStore({ file: file() }).close();
    const words: unknown[] = [];
    const shop = openOnlookerShop(folder, holder, (word) => words.push(word));
    expect(words).toMatchObject([{ kind: 'reading', reading: { paused: { data: holder } } }]);
    await shop.close();
  });

  it('says that there is nothing to see before anything was read', () => {
    expect(() => openOnlookerShop(folder, holder, () => {})).toThrow(
      refused('process 4242, since 2026-01-05'),
    );
  });

  it('says so too while the first one brings an earlier layout up to date', () => {
    const db = new Database(file());
    db.exec(read001);
    db.pragma('user_version = 1');
    db.close();
    expect(() => openOnlookerShop(folder, holder, () => {})).toThrow(
      refused('cannot be looked at yet'),
    );
  });
});
