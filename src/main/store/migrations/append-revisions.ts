import type { Migration } from './migrate.ts';
import { moveRevisions, read003, read003End } from './read-003.ts';

/** How many user numbers are moved at once. */
const usersAtOnce = 10_000;

/** From the second layout to the third: revisions of users are only added from here on. */
export const appendRevisions: Migration = (db, tell) => {
  db.exec(read003);
  const last = db.prepare<[], number>('SELECT coalesce(max(user), 0) FROM revision_before').pluck();
  const users = last.get() as number;
  const move = db.prepare(moveRevisions);
  // A new model has nobody: nothing is told of it.
  for (let from = 1; from <= users; from += usersAtOnce) {
    move.run(from, from + usersAtOnce);
    tell(Math.min(100, (100 * (from + usersAtOnce)) / users));
  }
  db.exec(read003End);
};
