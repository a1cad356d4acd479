import type Database from 'better-sqlite3';

/** What a person may set for a workspace; null where nothing was said. */
export type DeskSettings = {
  readonly operator: string | null;
  readonly commandsOn: boolean | null;
  readonly protectedRoles: readonly string[] | null;
  readonly ticketPattern: string | null;
};

/** The settings of a workspace. Every write is on disk when it returns. */
export type SettingRows = {
  read(): DeskSettings;
  /** Sets what is given and leaves the rest as it is. */
  change(to: Partial<DeskSettings>): void;
};

/** Opens the settings in desk.db; each value is JSON, the operator's name and the switch as they were from the first. */
export function openSettingRows(db: Database.Database): SettingRows {
  const read = db.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck();
  const write = db.prepare(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const drop = db.prepare('DELETE FROM setting WHERE key = ?');
  const readAll = (): DeskSettings => {
    const commandsOn = read.get('commandsOn');
    const protectedRoles = read.get('protectedRoles');
    return {
      operator: read.get('operator') ?? null,
      commandsOn: commandsOn === undefined ? null : commandsOn === 'true',
      protectedRoles:
        protectedRoles === undefined ? null : (JSON.parse(protectedRoles) as string[]),
      ticketPattern: read.get('ticketPattern') ?? null,
    };
  };
  const writeAll = db.transaction((to: Partial<DeskSettings>) => {
    for (const [key, value] of Object.entries(to)) {
      if (value === null) drop.run(key);
      else if (value !== undefined) write.run(key, textOf(value));
    }
  });
  // A workspace has one writer: what was read is true until it is changed here.
  let known: DeskSettings | null = null;
  return {
    read: () => {
      known ??= readAll();
      return known;
    },
    change: (to) => {
      known = null;
      writeAll(to);
    },
  };
}

function textOf(value: string | boolean | readonly string[]): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
