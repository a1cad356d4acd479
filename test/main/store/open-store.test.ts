import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/main/store/write/open-store.ts';
import { offset } from '../../../src/shared/log/offset.ts';
import { testIdentity } from '../../support/plan-into-store.ts';

describe('the file of the read model', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-store-'));
    file = join(folder, 'read.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const bounds = {
    partition: 3,
    logStart: offset(7),
    lastStable: offset(9),
    highWatermark: offset(10),
  };

  it('is made with the layout of today, and opened again as it was', () => {
    const first = openStore({ file });
    first.adopt(testIdentity, [bounds]);
    first.close();
    const second = openStore({ file });
    expect(second.identity()).toBe(testIdentity.text);
    expect(second.checkpoints()).toMatchObject([
      { partition: 3, start: 7, next: 7, recordNext: 7, tau: 0, truncated: true },
    ]);
    expect(second.setAside).toBe(null);
    second.close();
  });

  it('begins a partition once: bounds told later do not move its start', () => {
    const store = openStore({ file });
    store.adopt(testIdentity, [bounds]);
    store.adopt(testIdentity, [{ ...bounds, logStart: offset(9) }]);
    expect(store.checkpoints()).toMatchObject([{ start: 7, next: 7 }]);
    store.close();
  });

  it('writes ahead, in full, with foreign keys on and an untrusted schema', () => {
    openStore({ file }).close();
    const db = new Database(file);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    db.close();
  });

  it('is left alone where a newer program made it', () => {
    openStore({ file }).close();
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    expect(() => openStore({ file })).toThrow(/newer Playhead/);
    const again = new Database(file);
    expect(again.pragma('user_version', { simple: true })).toBe(99);
    again.close();
  });

  it('is set aside, not deleted, where it is no database', () => {
    writeFileSync(file, 'this is no database, whatever its name says');
    const store = openStore({ file });
    expect(store.setAside).toBe(`${file}.damaged-1`);
    expect(existsSync(`${file}.damaged-1`)).toBe(true);
    expect(store.checkpoints()).toEqual([]);
    store.close();
  });

  it('is looked through after a stop that was not clean, and set aside where it is damaged', () => {
    const store = openStore({ file });
    store.adopt(testIdentity, [bounds]);
    store.close();
    const db = new Database(file);
    db.exec("UPDATE meta SET value = 'no' WHERE key = 'stopped'");
    // An index that lacks a row is what a page lost on a bad disk looks like.
    db.unsafeMode();
    db.exec(`INSERT INTO subject VALUES (1, 0, 'a'); PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'chain')
      WHERE name = 'sqlite_autoindex_subject_1'`);
    db.close();
    const again = openStore({ file });
    expect(again.setAside).toBe(`${file}.damaged-1`);
    again.close();
  });
});
