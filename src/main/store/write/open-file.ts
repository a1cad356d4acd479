import { existsSync, renameSync } from 'node:fs';
import Database from 'better-sqlite3';
import { layoutVersion, migrate } from '../migrations/migrate.ts';
import { readMigrations } from '../migrations/read-migrations.ts';
import { asStoreFault, StoreFaultError } from './store-fault.ts';

const oldestEngine = [3, 51, 3];

/**
 * Opens or makes a read model for writing and brings it to the layout of today. A damaged file is set aside, never
 * deleted: the log it was made from can make it anew. Throws what `asStoreFault` names.
 */
export function openSound(file: string, tell: (percent: number) => void) {
  const db = openFile(file, tell);
  if (db !== 'damaged') return { db, setAside: null };
  const setAside = freeName(file);
  for (const part of ['', '-wal', '-shm']) {
    if (existsSync(file + part)) renameSync(file + part, setAside + part);
  }
  const fresh = openFile(file, tell);
  if (fresh === 'damaged') throw new Error('A new read model is damaged.');
  return { db: fresh, setAside };
}

function openFile(file: string, tell: (percent: number) => void): Database.Database | 'damaged' {
  const db = new Database(file);
  try {
    setWriterPragmas(db);
    refuseStrangers(db);
    if (!isSound(db)) {
      db.close();
      return 'damaged';
    }
    migrate(db, readMigrations, tell);
    setMeta(db, 'stopped', 'no');
    return db;
  } catch (thrown) {
    db.close();
    const fault = asStoreFault(thrown);
    if (fault instanceof StoreFaultError && fault.fault.code === 'store_corrupt') return 'damaged';
    throw fault;
  }
}

/** Settings of every connection that writes. */
export function setWriterPragmas(db: Database.Database): void {
  // Counts for a new file only, and only before anything is written to it.
  db.pragma('page_size = 4096');
  db.pragma('busy_timeout = 5000');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cache_size = -16384');
  db.pragma('temp_store = MEMORY');
  db.pragma('wal_autocheckpoint = 16384');
}

function refuseStrangers(db: Database.Database): void {
  const engine = db.prepare<[], string>('SELECT sqlite_version()').pluck().get() as string;
  if (isOlder(engine)) {
    const text = `This program runs on SQLite ${engine}; it needs ${oldestEngine.join('.')} or later. Install it anew.`;
    throw new StoreFaultError({ code: 'engine_too_old', text, fatal: true });
  }
  if (layoutVersion(db) > readMigrations.length) {
    const text =
      'This workspace was written by a newer Playhead. Open it with that version, or choose another folder.';
    throw new StoreFaultError({ code: 'store_newer', text, fatal: true });
  }
}

function isOlder(engine: string): boolean {
  const parts = engine.split('.').map(Number);
  const differing = oldestEngine.findIndex((part, index) => part !== parts[index]);
  return differing >= 0 && (parts[differing] ?? 0) < (oldestEngine[differing] as number);
}

/** Looks through the file only after a stop that was not clean: it costs a pass over everything. */
function isSound(db: Database.Database): boolean {
  if (layoutVersion(db) === 0) return true;
  const stopped = db.prepare("SELECT value FROM meta WHERE key = 'stopped'").pluck().get();
  return stopped === 'cleanly' || db.pragma('quick_check(1)', { simple: true }) === 'ok';
}

/** Notes something beside the records. */
export function setMeta(db: Database.Database, key: string, value: string): void {
  db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(key, value);
}

function freeName(file: string): string {
  for (let number = 1; ; number++) {
    const name = `${file}.damaged-${number}`;
    if (!existsSync(name)) return name;
  }
}
