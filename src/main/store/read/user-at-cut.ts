import type { UserState } from '../../../shared/domain/user-state.ts';
import { compareCodePoints } from '../../../shared/kit/compare-code-points.ts';
import type { JsonObject } from '../../../shared/kit/json.ts';
import type { Cut } from '../../../shared/log/cut.ts';
import { partitionOfPlace } from '../place.ts';
import { statusNames } from '../record-codes.ts';
import { addTouch, isTouch, noTouches, withTouches } from '../touches.ts';
import { boundOf } from './cut-bounds.ts';
import { columnsBelow, isReadBelow, userRowsBelow } from './event-columns.ts';
import { foldSplitUser } from './fold-subject.ts';
import type { PartitionColumns } from './partition-columns.ts';
import { heldRoles } from './read-assignments.ts';
import { revisionBelow, revisionsBetween } from './read-user-index.ts';
import type { Snapshot } from './snapshot.ts';
import { homePartition, splitNumbers, subjectId, subjectNumber } from './subjects.ts';
import { countBefore, type RowList } from './user-rows.ts';

type Revision = readonly [
  place: number,
  status: number,
  username: string | null,
  email: string | null,
  displayName: string | null,
  attributes: string | null,
  createdAt: number | null,
  deletedAt: number | null,
  ...counts: Counts,
];
type Counts = [
  loginCount: number,
  lastLoginAt: number | null,
  updatedAt: number | null,
  version: number,
];
type Head = [place: number, ...counts: Counts];

const countColumns = 'login_count, last_login_at, updated_at, version';
const revisionSql = `SELECT place, status, username, email, display_name, attributes, created_at,
    deleted_at, ${countColumns}
  FROM user_revision WHERE revision = ?`;
const headSql = `SELECT place, ${countColumns} FROM user_head
  WHERE user = ? AND partition = ?`;

/** So many rows of a user are gone through sooner than its head is read. */
const fewRows = 256;

const namedSql = `SELECT place, username, email, display_name, attributes FROM user_revision
  WHERE revision IN (SELECT value FROM json_each(?))`;
type Named = [
  place: number,
  username: string | null,
  email: string | null,
  displayName: string | null,
  attributes: string | null,
];

/** What a user was called, by the place of each record between two (inclusive) that made a revision. */
export function userFieldsMade(
  snapshot: Snapshot,
  number: number,
  [from, to]: readonly [from: number, to: number],
): Map<number, Pick<UserState, 'username' | 'email' | 'displayName' | 'attributes'>> {
  const revisions = revisionsBetween(snapshot, number, [from, to]);
  const rows = snapshot.tuples<Named>(namedSql, JSON.stringify(revisions));
  return new Map(
    rows.map(([place, username, email, displayName, attributes]) => [
      place,
      { username, email, displayName, attributes: attributesOf(attributes) },
    ]),
  );
}

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
  const home = homePartition(snapshot, { kind: 'user', number });
  return home === undefined ? null : userBelowPlace(snapshot, number, boundOf(cut, home));
}

/** A user below a place of its partition (exclusive); not for split users. */
export function userBelowPlace(
  snapshot: Snapshot,
  number: number,
  bound: number,
): UserState | null {
  // Columns rather than named rows, and ids sorted here: a list asks this for each of its rows.
  const last = revisionBelow(snapshot, number, bound);
  const [revision] = last === 0 ? [] : snapshot.tuples<Revision>(revisionSql, last);
  if (!revision) return null;
  const [, status, username, email, displayName, attributes, createdAt, deletedAt] = revision;
  const [loginCount, lastLoginAt, updatedAt, version] = countsBelow(snapshot, revision, {
    number,
    bound,
  });
  return {
    userId: subjectId(snapshot, number),
    ...{ username, email, displayName },
    attributes: attributesOf(attributes),
    status: statusNames[status] ?? 'unknown',
    roles: rolesBelow(snapshot, number, bound),
    ...{ loginCount, lastLoginAt, createdAt, updatedAt, deletedAt, version },
  };
}

function attributesOf(json: string | null): JsonObject | null {
  return json === null ? null : (JSON.parse(json) as JsonObject);
}

type Below = { readonly number: number; readonly bound: number };

/** What sign-ins and role changes between the revision and the bound add to what it counted. */
function countsBelow(snapshot: Snapshot, revision: Revision, { number, bound }: Below): Counts {
  const place = revision[0];
  const counts = revision.slice(-4) as Counts;
  const between = { number, from: place + 1, bound };
  const near = isReadBelow(snapshot, bound) ? rowsBetween(snapshot, between) : null;
  if (near && near.to - near.from <= fewRows) return countTouches(near, counts);
  const partition = partitionOfPlace(place);
  const [head] = snapshot.tuples<Head>(headSql, number, partition);
  if (!head || head[0] < place) return counts;
  // Nothing touched the user past the bound: what the head counted is what is asked for.
  if (head[0] < bound) return head.slice(1) as Counts;
  return countTouches(near ?? rowsBetween(snapshot, between), counts);
}

/** Those of a user's rows from the one numbered `from` up to `to` (exclusive). */
type UserStretch = {
  readonly columns: PartitionColumns;
  readonly rows: RowList;
  readonly from: number;
  readonly to: number;
};

function rowsBetween(
  snapshot: Snapshot,
  { number, from, bound }: Below & { readonly from: number },
): UserStretch {
  const columns = columnsBelow(snapshot, bound);
  const rows = userRowsBelow(snapshot, bound).of(number);
  return {
    columns,
    rows,
    from: countBefore(rows, columns.rowFrom(from)),
    to: countBefore(rows, columns.rowFrom(bound)),
  };
}

function countTouches(
  { columns, rows, from, to }: UserStretch,
  [loginCount, lastLoginAt, updatedAt, version]: Counts,
): Counts {
  const touches = noTouches();
  for (let at = from; at < to; at++) {
    const row = rows.at(at);
    const type = columns.typeAt(row);
    if (isTouch(columns.classAt(row), type, columns.anomalies[row] as number)) {
      addTouch(touches, type, columns.timeAt(row));
    }
  }
  const counted = withTouches({ loginCount, lastLoginAt, updatedAt, version }, touches);
  return [counted.loginCount, counted.lastLoginAt, counted.updatedAt, counted.version];
}

function rolesBelow(snapshot: Snapshot, number: number, bound: number): string[] {
  return heldRoles(snapshot, number, bound)
    .map(({ role }) => subjectId(snapshot, role))
    .sort(compareCodePoints);
}
