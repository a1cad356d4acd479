import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '../../shared/kit/result.ts';

/** Who works in a workspace: the process, and since when (ISO 8601). */
export type LockHolder = { readonly pid: number; readonly since: string };

/** A held lock; the system releases it when the process ends, however it ends. */
export type WorkspaceLock = { release(): void };

type HolderRow = LockHolder & { readonly token: string };

/**
 * Takes a workspace by its lock file, or says who holds it. The lock is a write transaction that
 * is never committed; the file is in WAL mode, so that others can still read who that is.
 */
export function lockWorkspace(file: string): Result<WorkspaceLock, LockHolder> {
  const db = new Database(file, { timeout: 0 });
  const token = randomUUID();
  try {
    db.pragma('journal_mode = WAL');
    writeHolder(db, token);
    db.exec('BEGIN IMMEDIATE');
  } catch (thrown) {
    return refuse(db, thrown);
  }
  // Between the holder's name and the lock another may have come: then the name is theirs.
  if (readHolder(db)?.token !== token) return refuse(db, null);
  return ok({
    release() {
      db.exec('ROLLBACK');
      db.close();
    },
  });
}

function writeHolder(db: Database.Database, token: string): void {
  db.transaction(() => {
    db.exec(`CREATE TABLE IF NOT EXISTS holder
      (one INTEGER PRIMARY KEY CHECK (one = 1), pid INTEGER, since TEXT, token TEXT) STRICT`);
    db.prepare('INSERT OR REPLACE INTO holder VALUES (1, ?, ?, ?)').run(
      process.pid,
      new Date().toISOString(),
      token,
    );
  }).immediate();
}

function readHolder(db: Database.Database): HolderRow | undefined {
  return db.prepare<[], HolderRow>('SELECT pid, since, token FROM holder').get();
}

function refuse(db: Database.Database, thrown: unknown): Result<WorkspaceLock, LockHolder> {
  try {
    if (thrown && !isBusy(thrown)) throw thrown;
    const { pid, since } = readHolder(db) ?? { pid: 0, since: '' };
    return err({ pid, since });
  } finally {
    db.close();
  }
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY');
}
