import { nameKey } from '../../shared/domain/decision-state.ts';
import type { Cut } from '../../shared/log/cut.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import { subjectId } from '../store/read/subjects.ts';
import { userAtCut, userNumberAtCut } from '../store/read/user-at-cut.ts';
import { usersAtCut } from '../store/read/users-at-cut.ts';

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

/** Who is meant by an id, else a username, else an e-mail at a cut: its id; null for nobody. */
export function userNamed(snapshot: Snapshot, cut: Cut, said: string): string | null {
  if (userAtCut(snapshot, cut, said)) return said;
  return (
    activeUserCalled(snapshot, cut, { field: 'username', name: said, but: null }) ??
    activeUserCalled(snapshot, cut, { field: 'email', name: said, but: null })
  );
}
