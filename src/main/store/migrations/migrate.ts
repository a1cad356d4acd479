import type Database from 'better-sqlite3';

/** Brings a database one layout further, inside a transaction; tells from time to time how far it is, 0 to 100. */
export type Migration = (db: Database.Database, tell: (percent: number) => void) => void;

/** The version of the layout a file holds; 0 for a new file. */
export function layoutVersion(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings a database to the last layout: every missing migration in a transaction of its own,
 * number n being the n-th of the list from 1. A file that a newer program made is left alone.
 */
export function migrate(
  db: Database.Database,
  migrations: readonly (string | Migration)[],
  tell: (percent: number) => void = () => {},
): void {
  for (let version = layoutVersion(db); version < migrations.length; version++) {
    const migration = migrations[version] as string | Migration;
    db.transaction(() => {
      if (typeof migration === 'string') db.exec(migration);
      else migration(db, tell);
      db.pragma(`user_version = ${version + 1}`);
    }).immediate();
  }
}
