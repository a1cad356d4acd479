import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { appendRevisions } from './append-revisions.ts';
import { layoutVersion, type Migration } from './migrate.ts';
import { packAsTheyCame } from './pack-as-they-came.ts';
import { read001 } from './read-001.ts';
import { read005 } from './read-005.ts';
import { rowsToColumns } from './rows-to-columns.ts';

/** The layouts of the read model in order; a database holds how many of them it has been through. */
export const readMigrations: readonly (string | Migration)[] = [
  read001,
  rowsToColumns,
  appendRevisions,
  packAsTheyCame,
  read005,
];

/** True where a read model stands at `file` that this program can read as it is. */
export function isOfToday(file: string): boolean {
  if (!existsSync(file)) return false;
  const db = new Database(file, { readonly: true });
  try {
    return layoutVersion(db) === readMigrations.length;
  } finally {
    db.close();
  }
}
