import type { UserState } from '../../../shared/domain/user-state.ts';
import { compareCodePoints } from '../../../shared/kit/compare-code-points.ts';
import type { JsonObject } from '../../../shared/kit/json.ts';
import type { Cut } from '../../../shared/log/cut.ts';
import { statusNames } from '../record-codes.ts';
import { boundOf } from './cut-bounds.ts';
import { foldSplitUser } from './fold-subject.ts';
import type { Snapshot } from './snapshot.ts';
import { homePlace, splitNumbers, subjectId, subjectNumber } from './subjects.ts';

type Revision = readonly [
  place: number,
  status: number,
  username: string | null,
  email: string | null,
  displayName: string | null,
  attributes: string | null,
  createdAt: number | null,
  deletedAt: number | null,
  ...touch: Touch,
];
type Touch = [loginCount: number, lastLoginAt: number | null, updatedAt: number, version: number];

const touchColumns = 'login_count, last_login_at, updated_at, version';
const revisionSql = `SELECT place, status, username, email, display_name, attributes, created_at,
    deleted_at, ${touchColumns}
  FROM user_revision WHERE user = ? AND place < ? ORDER BY place DESC LIMIT 1`;
const touchSql = `SELECT ${touchColumns} FROM user_touch
  WHERE user = ? AND place < ? AND place > ? ORDER BY place DESC LIMIT 1`;
const rolesSql = `SELECT role FROM assignment
  WHERE user = ? AND place < ? AND (until IS NULL OR until >= ?)`;

/** A user at a cut; null where no record below it names the user. A split user is folded on demand. */
export function userAtCut(snapshot: Snapshot, cut: Cut, userId: string): UserState | null {
  const number = subjectNumber(snapshot, 'user', userId);
  return number === undefined ? null : userNumberAtCut(snapshot, cut, number);
}

/** Like `userAtCut`, by the user's number. */
export function userNumberAtCut(snapshot: Snapshot, cut: Cut, number: number): UserState | null {
  if (splitNumbers(snapshot).has(number)) {
    return foldSplitUser(snapshot, number, { cut, beside: null }).state;
  }
  const home = homePlace(snapshot, { kind: 'user', number });
  return home === undefined ? null : userBelowPlace(snapshot, number, boundOf(cut, home));
}

/** A user below a place of its partition (exclusive); not for split users. */
export function userBelowPlace(
  snapshot: Snapshot,
  number: number,
  bound: number,
): UserState | null {
  // Columns rather than named rows, and ids sorted here: a list asks this for each of its rows.
  const [revision] = snapshot.tuples<Revision>(revisionSql, number, bound);
  if (!revision) return null;
  const [place, status, username, email, displayName, attributes, createdAt, deletedAt] = revision;
  const [touch] = snapshot.tuples<Touch>(touchSql, number, bound, place);
  const [loginCount, lastLoginAt, updatedAt, version] = touch ?? touchOf(revision);
  return {
    userId: subjectId(snapshot, number),
    ...{ username, email, displayName },
    attributes: attributes === null ? null : (JSON.parse(attributes) as JsonObject),
    status: statusNames[status] ?? 'unknown',
    roles: rolesBelow(snapshot, number, bound),
    ...{ loginCount, lastLoginAt, createdAt, updatedAt, deletedAt, version },
  };
}

function touchOf(revision: Revision): Touch {
  return revision.slice(-4) as Touch;
}

function rolesBelow(snapshot: Snapshot, number: number, bound: number): string[] {
  return snapshot
    .tuples<[number]>(rolesSql, number, bound, bound)
    .map(([role]) => subjectId(snapshot, role))
    .sort(compareCodePoints);
}
