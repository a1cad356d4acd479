import type { RoleState } from '../../../shared/domain/role-state.ts';
import type { Cut } from '../../../shared/log/cut.ts';
import { statusNames } from '../record-codes.ts';
import { boundOf } from './cut-bounds.ts';
import { foldSplitRole } from './fold-subject.ts';
import { roleChangedBelow } from './read-assignments.ts';
import type { Memory, Snapshot } from './snapshot.ts';
import { homePartition, splitNumbers, subjectId, subjectNumber } from './subjects.ts';

type Revision = {
  role: number;
  place: number;
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

/** What roles were, by the place of an event: that never changes. And the last revision read ahead; null once no more are. */
type Known = {
  readonly states: Map<number, RoleState>;
  readAhead: Pick<Revision, 'role' | 'place'> | null;
};

const mostKnown = 20_000;
const mostAhead = 10_000;
const memory: Memory<Known> = {
  refresh: (_snapshot, before) => {
    const known = before ?? { states: new Map(), readAhead: { role: 0, place: 0 } };
    if (known.states.size >= mostKnown) known.states.clear();
    return known;
  },
};

const revisionsAtOnce = 1_000;
const aheadSql = `SELECT * FROM role_revision WHERE (role, place) > (?, ?)
  ORDER BY role, place LIMIT ${revisionsAtOnce}`;

/** Reads more of what roles were; true once nothing is missing, or so much is kept that the rest is read when asked for. */
export function readSomeRoles(snapshot: Snapshot): boolean {
  const known = snapshot.kept(memory);
  if (known.readAhead === null) return true;
  const { role, place } = known.readAhead;
  const rows = snapshot.all<Revision>(aheadSql, role, place);
  for (const row of rows) known.states.set(row.place, stateOf(snapshot, row));
  const isMore = rows.length === revisionsAtOnce && known.states.size < mostAhead;
  known.readAhead = isMore ? (rows.at(-1) ?? null) : null;
  return !isMore;
}

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
  const { states } = snapshot.kept(memory);
  const state = states.get(place) ?? stateOf(snapshot, revisionAt(snapshot, number, place));
  states.set(place, state);
  return state;
}

function revisionAt(snapshot: Snapshot, number: number, place: number): Revision {
  const revision = snapshot.first<Revision>(revisionSql, number, place);
  if (!revision) throw new Error(`No revision of role ${number} stands at ${place}.`);
  return revision;
}

function stateOf(snapshot: Snapshot, revision: Revision): RoleState {
  return {
    roleId: subjectId(snapshot, revision.role),
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
