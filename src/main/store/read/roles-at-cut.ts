import { type RoleState, unseenRole } from '../../../shared/domain/role-state.ts';
import { compareCodePoints } from '../../../shared/kit/compare-code-points.ts';
import type { Cut } from '../../../shared/log/cut.ts';
import { subjectKind } from '../record-codes.ts';
import { holderCountsAtCut } from './holders-at-cut.ts';
import { roleNumberAtCut } from './role-at-cut.ts';
import type { Snapshot } from './snapshot.ts';

/** A role at a cut, and how many users hold it. */
export type ListedRole = { readonly state: RoleState; readonly holders: number };

const allSql = 'SELECT number, id FROM subject WHERE kind = ?';

/** Every role seen or held at a cut, by name (code point, null last), then by id. */
export function rolesAtCut(snapshot: Snapshot, cut: Cut): ListedRole[] {
  const counts = holderCountsAtCut(snapshot, cut);
  const roles: ListedRole[] = [];
  for (const [number, id] of snapshot.tuples<[number, string]>(allSql, subjectKind.role)) {
    const state = roleNumberAtCut(snapshot, cut, number);
    const holders = counts.get(number) ?? 0;
    if (state) roles.push({ state, holders });
    else if (holders > 0) roles.push({ state: unseenRole(id), holders });
  }
  return roles.sort((a, b) => compareRoles(a.state, b.state));
}

/** Every role with an event of its own below a cut, in no order. */
export function roleStatesAtCut(snapshot: Snapshot, cut: Cut): RoleState[] {
  const numbers = snapshot.tuples<[number, string]>(allSql, subjectKind.role);
  return numbers.flatMap(([number]) => roleNumberAtCut(snapshot, cut, number) ?? []);
}

/** How many roles were seen or are held at a cut. */
export function countRolesAtCut(snapshot: Snapshot, cut: Cut): number {
  const numbers = snapshot.tuples<[number, string]>(allSql, subjectKind.role);
  const unseen = numbers.filter(([number]) => !roleNumberAtCut(snapshot, cut, number));
  if (unseen.length === 0) return numbers.length;
  const counts = holderCountsAtCut(snapshot, cut);
  const held = unseen.filter(([number]) => counts.has(number));
  return numbers.length - unseen.length + held.length;
}

function compareRoles(a: RoleState, b: RoleState): number {
  if (a.name === b.name) return compareCodePoints(a.roleId, b.roleId);
  if (a.name === null) return 1;
  if (b.name === null) return -1;
  return compareCodePoints(a.name, b.name);
}
