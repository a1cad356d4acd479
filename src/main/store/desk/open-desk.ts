import Database from 'better-sqlite3';
import { desk001 } from '../migrations/desk-001.ts';
import { desk002 } from '../migrations/desk-002.ts';
import { layoutVersion, migrate } from '../migrations/migrate.ts';
import { type BulkRows, openBulkRows } from './bulk-rows.ts';
import { type CommandRows, openCommandRows } from './command-rows.ts';
import { type DraftRows, openDraftRows } from './draft-rows.ts';
import { openSettingRows, type SettingRows } from './setting-rows.ts';

/** The person's own database of a workspace: receipts, bulks, drafts and settings. */
export type Desk = {
  readonly commands: CommandRows;
  readonly bulks: BulkRows;
  readonly drafts: DraftRows;
  readonly settings: SettingRows;
  close(): void;
};

/** The layouts of desk.db in order. */
export const deskMigrations: readonly string[] = [desk001, desk002];

/** Opens or makes desk.db. Throws where the file cannot be opened or is newer than this program. */
export function openDesk(file: string): Desk {
  const db = openDatabase(file);
  const commands = openCommandRows(db);
  return {
    commands,
    bulks: openBulkRows(db),
    drafts: openDraftRows(db),
    settings: openSettingRows(db),
    close: () => {
      try {
        commands.flush();
      } finally {
        db.close();
      }
    },
  };
}

function openDatabase(file: string): Database.Database {
  const db = new Database(file);
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'trusted_schema = OFF']) {
    db.pragma(pragma);
  }
  if (layoutVersion(db) > deskMigrations.length) {
    db.close();
    throw new Error(`${file} was made by a newer Playhead. Open it with that one.`);
  }
  migrate(db, deskMigrations);
  return db;
}
