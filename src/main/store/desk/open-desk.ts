import Database from 'better-sqlite3';
import type { Receipt } from '../../../shared/contract/commands.ts';
import { desk001 } from '../migrations/desk-001.ts';
import { layoutVersion, migrate } from '../migrations/migrate.ts';

/** A command as the desk keeps it: its receipt, and a fingerprint of the body it came with. */
export type StoredCommand = { readonly fingerprint: string; readonly receipt: Receipt };

/** What a person may set for a workspace; null where nothing was said. */
export type DeskSettings = {
  readonly operator: string | null;
  readonly commandsOn: boolean | null;
};

/** The person's own database of a workspace: receipts and settings. Every write is on disk when it returns. */
export type Desk = {
  find(commandId: string): StoredCommand | null;
  /** Inserts the command or replaces its receipt. */
  save(command: StoredCommand, now: number): void;
  /** Receipts, newest first. */
  list(limit: number): { readonly receipts: readonly Receipt[]; readonly total: number };
  /** Commands whose end is not known yet, oldest first. */
  inFlight(): readonly StoredCommand[];
  settings(): DeskSettings;
  set(key: keyof DeskSettings, value: string): void;
  close(): void;
};

const deskMigrations = [desk001];

type CommandRow = { fingerprint: string; receipt: string };

/** Opens or makes desk.db. Throws where the file cannot be opened or is newer than this program. */
export function openDesk(file: string): Desk {
  const db = openDatabase(file);
  const find = db.prepare<[string], CommandRow>(
    'SELECT fingerprint, receipt FROM command WHERE id = ?',
  );
  const save = db.prepare(
    `INSERT INTO command (id, fingerprint, status, receipt, stored_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, receipt = excluded.receipt`,
  );
  const list = db.prepare<[number], CommandRow>(
    'SELECT fingerprint, receipt FROM command ORDER BY stored_at DESC, id LIMIT ?',
  );
  const total = db.prepare<[], number>('SELECT count(*) FROM command').pluck();
  const inFlight = db.prepare<[], CommandRow>(
    `SELECT fingerprint, receipt FROM command
     WHERE status IN ('sent', 'appended', 'unknown') ORDER BY stored_at, id`,
  );
  const setting = db.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck();
  const set = db.prepare(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  return {
    find: (commandId) => {
      const row = find.get(commandId);
      return row ? storedCommand(row) : null;
    },
    save: ({ fingerprint, receipt }, now) => {
      save.run(receipt.commandId, fingerprint, receipt.status, JSON.stringify(receipt), now);
    },
    list: (limit) => ({
      receipts: list.all(limit).map((row) => storedCommand(row).receipt),
      total: total.get() ?? 0,
    }),
    inFlight: () => inFlight.all().map(storedCommand),
    settings: () => {
      const commandsOn = setting.get('commandsOn');
      return {
        operator: setting.get('operator') ?? null,
        commandsOn: commandsOn === undefined ? null : commandsOn === 'true',
      };
    },
    set: (key, value) => {
      set.run(key, value);
    },
    close: () => {
      db.close();
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

function storedCommand(row: CommandRow): StoredCommand {
  return { fingerprint: row.fingerprint, receipt: JSON.parse(row.receipt) as Receipt };
}
