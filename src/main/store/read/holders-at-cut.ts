import { compareCodePoints } from '../../../shared/kit/compare-code-points.ts';
import type { Cut } from '../../../shared/log/cut.ts';
import { offsetOfPlace, partitionOfPlace } from '../place.ts';
import { subjectKind } from '../record-codes.ts';
import { boundOf, boundsJson } from './cut-bounds.ts';
import { findRow } from './event-columns.ts';
import { foldSplitUser } from './fold-subject.ts';
import type { Snapshot } from './snapshot.ts';
import type { StoredRecord } from './stored-record.ts';
import { homePlace, splitNumbers, subjectId, subjectNumber } from './subjects.ts';
import { compareListKeys } from './user-index.ts';

/** The record that gave somebody a role: where it stands, its time (ms), and who caused it. */
export type Since = {
  readonly partition: number;
  readonly offset: number;
  readonly time: number;
  readonly actor: string | null;
};

/** A user that holds a role at a cut. */
export type Holder = {
  readonly user: number;
  readonly userId: string;
  readonly username: string | null;
  readonly since: Since;
};

/** A role a user holds at a cut. */
export type Holding = { readonly role: number; readonly roleId: string; readonly since: Since };

// The range of places in each partition comes from the cut, so that the index is walked, not the table.
const held = `FROM json_each(?) cut CROSS JOIN assignment a
  ON a.role = ? AND a.place >= cut.key << 40 AND a.place < cut.value
    AND (a.until IS NULL OR a.until >= cut.value)`;

const holdersSql = `SELECT a.user, s.id,
    (SELECT u.username FROM user_revision u
     WHERE u.user = a.user AND u.place < cut.value ORDER BY u.place DESC LIMIT 1),
    a.place
  ${held} JOIN subject s ON s.number = a.user`;

const holdingsSql = `SELECT a.role, s.id, a.place
  FROM assignment a JOIN subject s ON s.number = a.role
  WHERE a.user = ? AND a.place < ? AND (a.until IS NULL OR a.until >= ?) ORDER BY s.id`;

const countsSql = `SELECT s.number, count(*)
  FROM subject s CROSS JOIN json_each(?) cut CROSS JOIN assignment a
  ON a.role = s.number AND a.place >= cut.key << 40 AND a.place < cut.value
    AND (a.until IS NULL OR a.until >= cut.value)
  WHERE s.kind = ${subjectKind.role}`;
const countsOfWholeSql = `${countsSql} GROUP BY s.number`;
const countsBesideSplitSql = `${countsSql}
  AND a.user NOT IN (SELECT subject FROM split_subject) GROUP BY s.number`;

type HolderRow = readonly [number, string, string | null, number];
type HoldingRow = readonly [number, string, number];

/** Who holds a role at a cut, by username (code point, null last), then by id. */
export function holdersAtCut(snapshot: Snapshot, cut: Cut, role: number): Holder[] {
  const split = splitNumbers(snapshot);
  const holders = snapshot
    .tuples<HolderRow>(holdersSql, boundsJson(cut), role)
    .filter(([user]) => !split.has(user))
    .map(([user, userId, username, place]) => ({
      ...{ user, userId, username },
      since: sincePlace(snapshot, place),
    }));
  const roleId = split.size > 0 ? subjectId(snapshot, role) : '';
  for (const user of split) {
    const { state, holdings } = foldSplitUser(snapshot, user, { cut, beside: null });
    const held = holdings.find((holding) => holding.roleId === roleId && holding.until === null);
    if (!state || !held) continue;
    const { userId, username } = state;
    holders.push({ user, userId, username, since: sinceRow(held.from) });
  }
  return holders.sort(compareListKeys);
}

/** Numbers of the users that hold a role at a cut. */
export function holderNumbersAtCut(snapshot: Snapshot, cut: Cut, role: number): Set<number> {
  const numbers = new Set<number>();
  const split = splitNumbers(snapshot);
  for (const [user] of snapshot.tuples<[number]>(`SELECT a.user ${held}`, boundsJson(cut), role)) {
    if (!split.has(user)) numbers.add(user);
  }
  for (const user of split) {
    if (splitHoldings(snapshot, cut, user).some((held) => held.role === role)) numbers.add(user);
  }
  return numbers;
}

/** The roles a user holds at a cut, by role id. */
export function holdingsAtCut(snapshot: Snapshot, cut: Cut, user: number): Holding[] {
  if (splitNumbers(snapshot).has(user)) return splitHoldings(snapshot, cut, user);
  const home = homePlace(snapshot, { kind: 'user', number: user });
  if (home === undefined) return [];
  const bound = boundOf(cut, home);
  return snapshot
    .tuples<HoldingRow>(holdingsSql, user, bound, bound)
    .map(([role, roleId, place]) => ({
      ...{ role, roleId },
      since: sincePlace(snapshot, place),
    }));
}

/** How many users hold each role at a cut, by the role's number; roles nobody holds are left out. */
export function holderCountsAtCut(snapshot: Snapshot, cut: Cut): Map<number, number> {
  const split = splitNumbers(snapshot);
  const sql = split.size === 0 ? countsOfWholeSql : countsBesideSplitSql;
  const counts = new Map(snapshot.tuples<[number, number]>(sql, boundsJson(cut)));
  for (const user of split) {
    for (const { role } of splitHoldings(snapshot, cut, user)) {
      counts.set(role, (counts.get(role) ?? 0) + 1);
    }
  }
  return counts;
}

/** True where anybody holds a role at a cut. */
export function isHeldAtCut(snapshot: Snapshot, cut: Cut, role: number): boolean {
  const split = splitNumbers(snapshot);
  if (split.size > 0) return holderNumbersAtCut(snapshot, cut, role).size > 0;
  return snapshot.value(`SELECT 1 ${held} LIMIT 1`, boundsJson(cut), role) !== undefined;
}

function splitHoldings(snapshot: Snapshot, cut: Cut, user: number): Holding[] {
  const { holdings } = foldSplitUser(snapshot, user, { cut, beside: null });
  const open = holdings.filter(({ until }) => until === null);
  return open
    .map(({ roleId, from }) => ({
      role: subjectNumber(snapshot, 'role', roleId) ?? -1,
      roleId,
      since: sinceRow(from),
    }))
    .sort((a, b) => compareCodePoints(a.roleId, b.roleId));
}

function sincePlace(snapshot: Snapshot, place: number): Since {
  const found = findRow(snapshot, place);
  if (!found) throw new Error(`No record gave the role held since ${place}.`);
  const { columns, row } = found;
  const actor = columns.actor.at(row);
  return sinceOf(place, columns.timeAt(row), actor === 0 ? null : subjectId(snapshot, actor));
}

function sinceRow({ place, time, actor_id }: StoredRecord): Since {
  return sinceOf(place, time, actor_id);
}

function sinceOf(place: number, time: number, actor: string | null): Since {
  return { partition: partitionOfPlace(place), offset: offsetOfPlace(place), time, actor };
}
