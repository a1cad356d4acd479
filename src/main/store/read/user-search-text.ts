import type { Memory, Snapshot } from './snapshot.ts';

type Named = {
  readonly userId: string;
  readonly username: string | null;
  readonly email: string | null;
  readonly displayName: string | null;
};

// Revisions never change once written, so what was read of them stays true; it is dropped when it grows too large.
const memory: Memory<Map<number, Map<number, string>>> = {
  refresh: (_snapshot, before) => (before && before.size < 100_000 ? before : new Map()),
};
const namesSql = `SELECT s.id AS userId, u.username, u.email, u.display_name AS displayName
  FROM user_revision u JOIN subject s ON s.number = u.user WHERE u.user = ? AND u.place = ?`;

/** What a revision of a user is searched in, in lower case. */
export function searchText(snapshot: Snapshot, user: number, place: number): string {
  const known = snapshot.kept(memory);
  const revisions = known.get(user) ?? new Map<number, string>();
  known.set(user, revisions);
  const text = revisions.get(place) ?? readText(snapshot, user, place);
  revisions.set(place, text);
  return text;
}

/** Parts the names of a searched text; no text holds it. */
export const textJoint = '\uFFFF';

/** Username, e-mail, display name and id of a user as one text in lower case, parted by `textJoint`. */
export function joinedText({ userId, username, email, displayName }: Named): string {
  return [username, email, displayName, userId].join(textJoint).toLowerCase();
}

function readText(snapshot: Snapshot, user: number, place: number): string {
  const row = snapshot.first<Named>(namesSql, user, place);
  return row ? joinedText(row) : '';
}
