import type { UserState } from '../../../shared/domain/user-state.ts';
import type { JsonObject } from '../../../shared/kit/json.ts';
import type { Cut } from '../../../shared/log/cut.ts';
import { statusNames } from '../record-codes.ts';
import { boundOf } from './cut-bounds.ts';
import { foldSplitUser } from './fold-subject.ts';
import type { Snapshot } from './snapshot.ts';
import { homePlace, splitNumbers, subjectId, subjectNumber } from './subjects.ts';

type Revision = {
  place: number;
  status: number;
  username: string | null;
  email: string | null;
  display_name: string | null;
  attributes: string | null;
  login_count: number;
  last_login_at: number | null;
  created_at: number | null;
  updated_at: number;
  deleted_at: number | null;
  version: number;
};
type Touch = Pick<Revision, 'login_count' | 'last_login_at' | 'updated_at' | 'version'>;

const revisionSql =
  'SELECT * FROM user_revision WHERE user = ? AND place < ? ORDER BY place DESC LIMIT 1';
const touchSql = `SELECT login_count, last_login_at, updated_at, version FROM user_touch
  WHERE user = ? AND place < ? AND place > ? ORDER BY place DESC LIMIT 1`;
const rolesSql = `SELECT s.id FROM assignment a JOIN subject s ON s.number = a.role
  WHERE a.user = ? AND a.place < ? AND (a.until IS NULL OR a.until >= ?) ORDER BY s.id`;

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
  const revision = snapshot.first<Revision>(revisionSql, number, bound);
  if (!revision) return null;
  const latest = snapshot.first<Touch>(touchSql, number, bound, revision.place) ?? revision;
  return {
    userId: subjectId(snapshot, number),
    username: revision.username,
    email: revision.email,
    displayName: revision.display_name,
    attributes:
      revision.attributes === null ? null : (JSON.parse(revision.attributes) as JsonObject),
    status: statusNames[revision.status] ?? 'unknown',
    roles: snapshot.tuples<[string]>(rolesSql, number, bound, bound).map(([id]) => id),
    loginCount: latest.login_count,
    lastLoginAt: latest.last_login_at,
    createdAt: revision.created_at,
    updatedAt: latest.updated_at,
    deletedAt: revision.deleted_at,
    version: latest.version,
  };
}
