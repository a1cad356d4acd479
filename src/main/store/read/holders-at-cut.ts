import { compareCodePoints } from '../../../shared/kit/compare-code-points.ts';
import type { Cut } from '../../../shared/log/cut.ts';
import { offsetOfPlace, partitionOfPlace } from '../place.ts';
import { boundOf, boundsJson } from './cut-bounds.ts';
import { findRow } from './event-columns.ts';
import { foldSplitUser } from './fold-subject.ts';
import { assignmentsInMemory, heldRoles, heldSince } from './read-assignments.ts';
import type { Snapshot } from './snapshot.ts';
import type { StoredRecord } from './stored-record.ts';
import { homePartition, splitNumbers, subjectId, subjectNumber } from './subjects.ts';
import type { ListKey } from './user-index.ts';
import { UserSet } from './user-set.ts';
import { inListOrderAt, type UserOrder } from './users-at-cut.ts';

/** The record that gave somebody a role: where it stands, its time (ms), and who caused it. */
export type Since = {
  readonly partition: number;
  readonly offset: number;
  readonly time: number;
  readonly actor: string | null;
};

/** A user that holds a role at a cut. */
export type Holder = ListKey & { readonly since: Since };

/** The holders of a role in order; `at` gives one of them. */
export type HolderList = Omit<UserOrder, 'at'> & { at(position: number): Holder };

/** A role a user holds at a cut. */
export type Holding = { readonly role: number; readonly roleId: string; readonly since: Since };

// A pass over all intervals: asked while they are not in memory, and by who keeps none there. The
// cut is looked up for each of them, so it is made a table, which SQLite puts an index on.
const cutTable =
  'WITH cut AS MATERIALIZED (SELECT key AS partition, value AS bound FROM json_each(?))';
const held = `FROM assignment a CROSS JOIN cut ON cut.partition = a.place >> 40
  AND a.place < cut.bound AND (a.until IS NULL OR a.until >= cut.bound)`;
const holdersSql = `${cutTable} SELECT a.user ${held} WHERE a.role = ?`;
const countsSql = `${cutTable} SELECT a.role, count(*) ${held}
  WHERE a.user NOT IN (SELECT subject FROM split_subject) GROUP BY a.role`;

/** Who holds a role at a cut, by username (code point, null last), then by id; `at` gives one of them. */
export function holdersAtCut(snapshot: Snapshot, cut: Cut, role: number): HolderList {
  const holders = holderNumbersAtCut(snapshot, cut, role);
  const list = inListOrderAt(snapshot, cut, holders);
  return {
    length: list.length,
    countUpTo: list.countUpTo,
    at: (position) => {
      const { number, key } = list.at(position);
      return { ...key(), since: sinceOfHolder(snapshot, cut, { user: number, role }) };
    },
  };
}

/** Numbers of the users that hold a role at a cut. */
export function holderNumbersAtCut(snapshot: Snapshot, cut: Cut, role: number): UserSet {
  const split = splitNumbers(snapshot);
  const numbers = assignmentsInMemory(snapshot)?.holders(role, cut) ?? new UserSet();
  if (assignmentsInMemory(snapshot) === null) {
    const rows = snapshot.tuples<[number]>(holdersSql, boundsJson(cut), role);
    for (const [user] of rows) numbers.add(user);
  }
  for (const user of split) {
    const isHolder = splitHoldings(snapshot, cut, user).some((held) => held.role === role);
    if (isHolder) numbers.add(user);
    else numbers.delete(user);
  }
  return numbers;
}

/** The roles a user holds at a cut, by role id. */
export function holdingsAtCut(snapshot: Snapshot, cut: Cut, user: number): Holding[] {
  if (splitNumbers(snapshot).has(user)) return splitHoldings(snapshot, cut, user);
  const home = homePartition(snapshot, { kind: 'user', number: user });
  if (home === undefined) return [];
  return heldRoles(snapshot, user, boundOf(cut, home))
    .map(({ role, place }) => ({
      ...{ role, roleId: subjectId(snapshot, role) },
      since: sincePlace(snapshot, place),
    }))
    .sort((a, b) => compareCodePoints(a.roleId, b.roleId));
}

/** How many users hold each role at a cut, by the role's number; roles nobody holds are left out. */
export function holderCountsAtCut(snapshot: Snapshot, cut: Cut): Map<number, number> {
  const split = splitNumbers(snapshot);
  const counts =
    assignmentsInMemory(snapshot)?.counts(cut, split) ??
    new Map(snapshot.tuples<[number, number]>(countsSql, boundsJson(cut)));
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
  return snapshot.value(`${holdersSql} LIMIT 1`, boundsJson(cut), role) !== undefined;
}

/** True where a user holds a role at a cut, and nobody else does. */
export function isOnlyHolderAtCut(
  snapshot: Snapshot,
  cut: Cut,
  { role, user }: { readonly role: number; readonly user: number },
): boolean {
  if (splitNumbers(snapshot).size > 0) {
    const holders = holderNumbersAtCut(snapshot, cut, role);
    return holders.size === 1 && holders.has(user);
  }
  const some = snapshot.tuples<[number]>(`${holdersSql} LIMIT 2`, boundsJson(cut), role);
  return some.length === 1 && some[0]?.[0] === user;
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

function sinceOfHolder(
  snapshot: Snapshot,
  cut: Cut,
  { user, role }: { readonly user: number; readonly role: number },
): Since {
  if (splitNumbers(snapshot).has(user)) {
    const found = splitHoldings(snapshot, cut, user).find((holding) => holding.role === role);
    if (found) return found.since;
  }
  const home = homePartition(snapshot, { kind: 'user', number: user }) ?? 0;
  const place = heldSince(snapshot, { user, role }, boundOf(cut, home));
  if (place === undefined) throw new Error(`User ${user} does not hold role ${role} there.`);
  return sincePlace(snapshot, place);
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
