import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deskMigrations, openDesk } from '../../../../src/main/store/desk/open-desk.ts';
import { migrate } from '../../../../src/main/store/migrations/migrate.ts';
import { receipt as receiptSchema } from '../../../../src/shared/contract/commands.ts';
import { exampleReceipt } from '../../../renderer/features/commands/receipt-example.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'playhead-desk-'));
  file = join(folder, 'desk.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const newest = { limit: 10, after: null, status: 'all', search: null } as const;

describe('receipts in desk.db', () => {
  it('are kept, replaced, counted by status and found again by a text', () => {
    const desk = openDesk(file);
    const first = exampleReceipt({ commandId: 'c-1', status: 'sent', reason: 'Ásta is ILL' });
    desk.commands.save(first, 1);
    desk.commands.save(exampleReceipt({ commandId: 'c-2', status: 'refused' }), 2);
    desk.commands.save({ ...first, status: 'confirmed' }, 3);
    expect(desk.commands.find('c-1')).toMatchObject({ status: 'confirmed' });
    expect(desk.commands.inFlight()).toEqual([]);
    const { receipts, total, ofAll } = desk.commands.list(newest);
    expect(receipts.map(({ commandId }) => commandId)).toEqual(['c-2', 'c-1']);
    expect(total).toBe(2);
    expect(ofAll).toEqual({ all: 2, in_flight: 0, confirmed: 1, raced: 0, refused: 1 });
    const found = desk.commands.list({ ...newest, search: 'ásta is ill' });
    expect(found.receipts.map(({ commandId }) => commandId)).toEqual(['c-1']);
    expect(found).toMatchObject({ total: 1, ofAll: { all: 2 } });
    expect(desk.commands.list({ ...newest, search: 'status' }).total).toBe(0);
    desk.close();
  });

  it('come in pages by key: a receipt added meanwhile neither repeats nor hides one', () => {
    const desk = openDesk(file);
    const save = (n: number) => desk.commands.save(exampleReceipt({ commandId: `c-${n}` }), n >> 1);
    for (let n = 0; n < 25; n++) save(n);
    const seen: string[] = [];
    for (let after: string | null = null, page = 0; page === 0 || after !== null; page++) {
      const found: ReturnType<typeof desk.commands.list> = desk.commands.list({ ...newest, after });
      seen.push(...found.receipts.map(({ commandId }) => commandId));
      after = found.after;
      save(100 + page);
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
    expect(desk.commands.list({ ...newest, after: 'no cursor of ours' }).receipts).toEqual([]);
    desk.close();
  });
});

describe('a receipt that is noted', () => {
  const inFile = (): unknown => {
    const db = new Database(file, { readonly: true });
    const found = db.prepare('SELECT id, status FROM command ORDER BY id').raw().all();
    db.close();
    return found;
  };

  it('is stored in a moment, in its turn with those that are saved', async () => {
    const desk = openDesk(file);
    const first = exampleReceipt({ commandId: 'c-1', status: 'appended' });
    desk.commands.save(first, 1);
    desk.commands.note({ ...first, status: 'confirmed' }, 2);
    expect(inFile()).toEqual([['c-1', 'appended']]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(inFile()).toEqual([['c-1', 'confirmed']]);
    desk.commands.note({ ...first, status: 'raced' }, 3);
    desk.commands.save({ ...first, status: 'unknown' }, 4);
    expect(inFile()).toEqual([['c-1', 'unknown']]);
    desk.close();
  });

  it('is there for whoever asks at once, and after the desk was closed', () => {
    const desk = openDesk(file);
    desk.commands.note(exampleReceipt({ commandId: 'c-1', status: 'confirmed' }), 1);
    expect(desk.commands.find('c-1')).toMatchObject({ status: 'confirmed' });
    desk.commands.note(exampleReceipt({ commandId: 'c-2', status: 'raced' }), 2);
    expect(desk.commands.list(newest)).toMatchObject({ total: 2, ofAll: { raced: 1 } });
    desk.commands.note(exampleReceipt({ commandId: 'c-3', status: 'confirmed' }), 3);
    desk.close();
    expect(inFile()).toEqual([
      ['c-1', 'confirmed'],
      ['c-2', 'raced'],
      ['c-3', 'confirmed'],
    ]);
  });

  it('stays noted where it cannot be stored, and whoever asks hears of it', async () => {
    const desk = openDesk(file);
    const other = new Database(file);
    other.exec(
      `CREATE TRIGGER full BEFORE INSERT ON command BEGIN SELECT raise(ABORT, 'disk full'); END`,
    );
    desk.commands.note(exampleReceipt({ commandId: 'c-1', status: 'confirmed' }), 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(() => desk.commands.find('c-1')).toThrow('disk full');
    other.exec('DROP TRIGGER full');
    expect(desk.commands.find('c-1')).toMatchObject({ status: 'confirmed' });
    other.close();
    desk.close();
  });
});

describe('a desk of the first layout', () => {
  it('keeps its receipts, which become such as today’s', () => {
    const { bulkId, house, fence, waiting, ...old } = exampleReceipt({ commandId: 'c-1' });
    const db = new Database(file);
    migrate(db, deskMigrations.slice(0, 1));
    db.prepare('INSERT INTO command VALUES (?, ?, ?, ?, ?)').run(
      ...['c-1', 'a fingerprint', old.status, JSON.stringify(old), 7],
    );
    db.prepare("INSERT INTO setting VALUES ('operator', 'r.silva'), ('commandsOn', 'true')").run();
    db.close();
    const desk = openDesk(file);
    const kept = desk.commands.find('c-1');
    expect(receiptSchema.parse(kept)).toEqual(kept);
    expect(kept).toMatchObject({ ...old, bulkId, waiting, fence: null, house });
    expect(desk.settings.read()).toEqual({
      operator: 'r.silva',
      commandsOn: true,
      protectedRoles: null,
      ticketPattern: null,
    });
    desk.close();
  });
});

describe('drafts in desk.db', () => {
  it('are kept over a close, newest first, replaced and dropped', () => {
    const first = openDesk(file);
    first.drafts.save({ key: 'CreateUser', form: '{"a":1}', savedAt: 1 });
    first.drafts.save({ key: 'roles/u-1', form: '{}', savedAt: 2 });
    first.drafts.save({ key: 'CreateUser', form: '{"a":2}', savedAt: 3 });
    first.close();
    const second = openDesk(file);
    expect(second.drafts.list().map(({ key, form }) => [key, form])).toEqual([
      ['CreateUser', '{"a":2}'],
      ['roles/u-1', '{}'],
    ]);
    second.drafts.drop('CreateUser');
    expect(second.drafts.list()).toHaveLength(1);
    second.close();
  });
});
