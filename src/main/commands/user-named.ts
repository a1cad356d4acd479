import { nameKey } from '../../shared/domain/decision-state.ts';
import type { Cut } from '../../shared/log/cut.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import { subjectId } from '../store/read/subjects.ts';
import { userAtCut, userNumberAtCut } from '../store/read/user-at-cut.ts';
import { textJoint } from '../store/read/user-search-text.ts';
import { everybody, usersAtCut } from '../store/read/users-at-cut.ts';

/** A name, where it stands, and whose it may be. */
export type NameSought = {
  readonly field: 'username' | 'email';
  readonly name: string;
  /** A user who may have it. */
  readonly but: string | null;
};

/** The id of an active user with a username or an e-mail at a cut, case aside; null for none. */
export function activeUserCalled(
  snapshot: Snapshot,
  cut: Cut,
  { field, name, but }: NameSought,
): string | null {
  const sought = nameKey(name);
  if (sought === '') return null;
  const near = usersAtCut(snapshot, cut, { statuses: ['active'], holders: null, search: sought });
  for (let at = 0; at < near.length; at++) {
    const { number } = near.at(at);
    const state = userNumberAtCut(snapshot, cut, number);
    const isNamesake = nameKey(state?.[field] ?? '') === sought;
    if (isNamesake && subjectId(snapshot, number) !== but) return subjectId(snapshot, number);
  }
  return null;
}

/**
 * Who is meant by each of many names at a cut: an id, else the username, else the e-mail of an
 * active user, case aside. Names that mean nobody are left out. One pass over the users, however
 * many names are asked for.
 */
export function usersNamed(
  snapshot: Snapshot,
  cut: Cut,
  names: readonly string[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const said of names) if (userAtCut(snapshot, cut, said)) found.set(said, said);
  const sought = names.filter((said) => !found.has(said));
  if (sought.length === 0) return found;
  const byName = activeNames(snapshot, cut, new Set(sought.map(nameKey)));
  for (const said of sought) {
    const number = byName.username.get(nameKey(said)) ?? byName.email.get(nameKey(said));
    if (number !== undefined) found.set(said, subjectId(snapshot, number));
  }
  return found;
}

/** The numbers of active users by username and by e-mail, of those that are sought; the first of a list counts. */
function activeNames(snapshot: Snapshot, cut: Cut, sought: ReadonlySet<string>) {
  const username = new Map<string, number>();
  const email = new Map<string, number>();
  const users = usersAtCut(snapshot, cut, { ...everybody, statuses: ['active'] });
  for (let at = 0; at < users.length; at++) {
    const user = users.at(at);
    const [named = '', reached = ''] = user.text().split(textJoint).map(nameKey);
    if (sought.has(named) && !username.has(named)) username.set(named, user.number);
    if (sought.has(reached) && !email.has(reached)) email.set(reached, user.number);
  }
  return { username, email };
}
