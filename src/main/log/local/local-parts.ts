import type Database from 'better-sqlite3';
import type { LocalNotes } from './local-notes.ts';
import type { LocalRecords } from './local-records.ts';
import type { Wake } from './wake.ts';

/** What the parts of an open local log share. */
export type LocalParts = {
  readonly db: Database.Database;
  readonly records: LocalRecords;
  readonly notes: LocalNotes;
  readonly wake: Wake;
};
