import type Database from 'better-sqlite3';

/** Texts kept beside the records, by key. */
export type LocalNotes = {
  get(key: string): string | null;
  set(key: string, value: string): void;
};

/** Opens a local log's notes. */
export function openNotes(db: Database.Database): LocalNotes {
  const get = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  const set = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  return {
    get: (key) => get.get(key) ?? null,
    set: (key, value) => void set.run(key, value),
  };
}
