import { nameKey } from '../../shared/domain/decision-state.ts';
import type { Cut } from '../../shared/log/cut.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import { subjectId } from '../store/read/subjects.ts';
import { userAtCut, userNumberAtCut } from '../store/read/user-at-cut.ts';
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
 * active user, case aside. Names that mean nobody are left out.
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
  const byUsername = activeUsernames(snapshot, cut);
  for (const said of sought) {
    const id =
      byUsername.get(nameKey(said)) ??
      activeUserCalled(snapshot, cut, { field: 'email', name: said, but: null });
    if (id !== null) found.set(said, id);
  }
  return found;
}

/** The ids of active users by username; the first of a list counts. One pass, however many are asked for. */
function activeUsernames(snapshot: Snapshot, cut: Cut): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const users = usersAtCut(snapshot, cut, { ...everybody, statuses: ['active'] });
  for (let at = 0; at < users.length; at++) {
    const { username, userId } = users.at(at).key();
    const name = nameKey(username ?? '');
    if (name !== '' && !ids.has(name)) ids.set(name, userId);
  }
  return ids;
}
