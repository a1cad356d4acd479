import type Database from 'better-sqlite3';

/** A form that was begun; `savedAt` in ms since 1970. */
export type StoredDraft = {
  readonly key: string;
  readonly form: string;
  readonly savedAt: number;
};

/** The drafts of a workspace. Every write is on disk when it returns. */
export type DraftRows = {
  /** Drafts, newest first. */
  list(): readonly StoredDraft[];
  save(draft: StoredDraft): void;
  drop(key: string): void;
};

/** Opens the drafts in desk.db. */
export function openDraftRows(db: Database.Database): DraftRows {
  const list = db.prepare<[], StoredDraft>(
    'SELECT key, form, saved_at AS savedAt FROM draft ORDER BY saved_at DESC, key',
  );
  const save = db.prepare(
    `INSERT INTO draft (key, form, saved_at) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET form = excluded.form, saved_at = excluded.saved_at`,
  );
  const drop = db.prepare('DELETE FROM draft WHERE key = ?');
  return {
    list: () => list.all(),
    save: ({ key, form, savedAt }) => {
      save.run(key, form, savedAt);
    },
    drop: (key) => {
      drop.run(key);
    },
  };
}
