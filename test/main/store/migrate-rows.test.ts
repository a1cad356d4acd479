import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verify } from '../../../src/main/ingest/verify.ts';
import { generateSample } from '../../../src/main/log/sample/generate-sample.ts';
import { migrate } from '../../../src/main/store/migrations/migrate.ts';
import { readMigrations } from '../../../src/main/store/migrations/read-migrations.ts';
import { commandEventsWithId } from '../../../src/main/store/read/identities.ts';
import { openReader } from '../../../src/main/store/read/open-reader.ts';
import { openStore } from '../../../src/main/store/write/open-store.ts';
import { copyAsRows } from '../../support/first-layout.ts';
import { ingestedLog } from '../../support/ingested-log.ts';
import { hashReadModel } from '../../support/read-model-dump.ts';
import { created, testLog } from '../../support/test-log.ts';

describe('a read model of an earlier layout', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-migrate-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is brought to the layout of today out of its own rows, and told of on the way', async () => {
    const file = join(folder, 'read.db');
    const log = await ingestedLog(generateSample({ end: Date.UTC(2026, 2, 1) }).slice(0, 9000));
    copyAsRows(log.file, file);
    const wanted = hashReadModel(log.file);
    await log.close();
    expectMigrated(file, wanted, 100);
    const db = new Database(file, { readonly: true });
    const tables = db.prepare('SELECT name FROM sqlite_schema').pluck().all();
    expect(tables).not.toContain('record');
    expect(tables).not.toContain('user_touch');
    db.close();
  });

  it.each([
    ['second', 2, 100],
    ['third', 3, 100],
    // Done before anything could be told of it.
    ['fourth', 4, undefined],
  ])('is brought on from the %s layout too, where it was left there', async (_, layout, told) => {
    const file = join(folder, 'read.db');
    const log = await ingestedLog(generateSample({ end: Date.UTC(2026, 1, 1) }).slice(0, 3000));
    copyAsRows(log.file, file);
    const wanted = hashReadModel(log.file);
    await log.close();
    const db = new Database(file);
    migrate(db, readMigrations.slice(0, layout));
    db.close();
    expectMigrated(file, wanted, told);
  });

  it('keeps a damaged block as it is, and says so when it is read', async () => {
    const file = join(folder, 'read.db');
    const log = await ingestedLog(generateSample({ end: Date.UTC(2026, 1, 1) }).slice(0, 3000));
    copyAsRows(log.file, file);
    await log.close();
    const db = new Database(file);
    migrate(db, readMigrations.slice(0, 3));
    const damaged = db.prepare<[], number>('SELECT max(place) FROM block').pluck().get();
    db.prepare('UPDATE block SET bytes = substr(bytes, 1, 600) WHERE place = ?').run(damaged);
    db.close();
    const store = openStore({ file });
    expect(verify(store).flaws.map(({ code }) => code)).toEqual(['chain_broken']);
    store.close();
  });

  it('still knows what its commands wrote, once each', async () => {
    const file = join(folder, 'read.db');
    const headers = { ce_source: 'playhead/commands' };
    const log = await ingestedLog(
      testLog([
        { s: 1, event: created('ada'), headers, id: 'one.1' },
        { s: 2, event: created('bo'), id: 'two.1' },
        { s: 3, event: created('ada'), headers, id: 'one.1' },
        { s: 4, event: created('cy'), headers, id: 'three.1' },
      ]),
    );
    copyAsRows(log.file, file);
    await log.close();
    openStore({ file }).close();
    const reader = openReader({ file });
    const placesOf = (id: string) =>
      reader
        .withSnapshot((snapshot) => commandEventsWithId(snapshot, id))
        .map(({ place }) => place);
    expect(['one.1', 'two.1', 'three.1', 'four.1'].map(placesOf)).toEqual([[0], [], [3], []]);
    reader.close();
  });
});

/** Opens a read model of an earlier layout, is told how far it is, and finds in it what is wanted. */
function expectMigrated(
  file: string,
  wanted: ReturnType<typeof hashReadModel>,
  last: number | undefined,
): void {
  const told: number[] = [];
  const store = openStore({ file, onMigration: (percent) => told.push(percent) });
  expect(told.at(-1)).toBe(last);
  expect(verify(store).flaws).toEqual([]);
  store.close();
  expect(hashReadModel(file)).toEqual(wanted);
}
