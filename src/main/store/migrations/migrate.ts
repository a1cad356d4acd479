import type Database from 'better-sqlite3';

/** The version of the layout a file holds; 0 for a new file. */
export function layoutVersion(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings a database to the last layout: every missing migration in a transaction of its own,
 * number n being the n-th of the list from 1. A file that a newer program made is left alone.
 */
export function migrate(db: Database.Database, migrations: readonly string[]): void {
  for (let version = layoutVersion(db); version < migrations.length; version++) {
    db.transaction(() => {
      db.exec(migrations[version] as string);
      db.pragma(`user_version = ${version + 1}`);
    }).immediate();
  }
}
