import type { RoleState } from '../../../shared/domain/role-state.ts';
import type { Cut } from '../../../shared/log/cut.ts';
import { statusNames } from '../record-codes.ts';
import { boundOf } from './cut-bounds.ts';
import { foldSplitRole } from './fold-subject.ts';
import { roleChangedBelow } from './read-assignments.ts';
import type { Memory, Snapshot } from './snapshot.ts';
import { homePartition, splitNumbers, subjectId, subjectNumber } from './subjects.ts';

type Revision = {
  status: number;
  name: string | null;
  description: string | null;
  permissions: string;
  created_at: number | null;
  updated_at: number;
  deleted_at: number | null;
  version: number;
};

const revisionSql =
  'SELECT * FROM role_revision WHERE role = ? AND place <= ? ORDER BY place DESC LIMIT 1';

const mostKnown = 10_000;
// What a role was at an event never changes: it is known by the event's place.
const knownStates: Memory<Map<number, RoleState>> = {
  refresh: (_snapshot, before) => (before && before.size < mostKnown ? before : new Map()),
};

/** A role at a cut; null where no event of the role itself lies below it. A split role is folded on demand. */
export function roleAtCut(snapshot: Snapshot, cut: Cut, roleId: string): RoleState | null {
  const number = subjectNumber(snapshot, 'role', roleId);
  return number === undefined ? null : roleNumberAtCut(snapshot, cut, number);
}

/** Like `roleAtCut`, by the role's number. */
export function roleNumberAtCut(snapshot: Snapshot, cut: Cut, number: number): RoleState | null {
  if (splitNumbers(snapshot).has(number)) {
    return foldSplitRole(snapshot, number, { cut, beside: null });
  }
  const home = homePartition(snapshot, { kind: 'role', number });
  return home === undefined ? null : roleBelowPlace(snapshot, number, boundOf(cut, home));
}

/** A role below a place of its partition (exclusive); not for split roles. */
export function roleBelowPlace(
  snapshot: Snapshot,
  number: number,
  bound: number,
): RoleState | null {
  const place = roleChangedBelow(snapshot, number, bound);
  if (place === undefined) return null;
  const known = snapshot.kept(knownStates);
  const state = known.get(place) ?? revisionAt(snapshot, number, place);
  known.set(place, state);
  return state;
}

function revisionAt(snapshot: Snapshot, number: number, place: number): RoleState {
  const revision = snapshot.first<Revision>(revisionSql, number, place);
  if (!revision) throw new Error(`No revision of role ${number} stands at ${place}.`);
  return {
    roleId: subjectId(snapshot, number),
    name: revision.name,
    description: revision.description,
    permissions: JSON.parse(revision.permissions) as string[],
    status: statusNames[revision.status] ?? 'unknown',
    createdAt: revision.created_at,
    updatedAt: revision.updated_at,
    deletedAt: revision.deleted_at,
    version: revision.version,
  };
}
