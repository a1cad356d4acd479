import type { Snapshot } from './snapshot.ts';

/** So many revisions of users are read at once, between two questions: some 10 ms. */
export const revisionsAtOnce = 4_000;

const lastSql = 'SELECT coalesce(max(revision), 0) FROM user_revision';

/** The number of the last revision of any user; 0 for none. */
export function lastRevision(snapshot: Snapshot): number {
  return snapshot.value<number>(lastSql) ?? 0;
}
