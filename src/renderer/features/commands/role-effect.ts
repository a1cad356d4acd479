import type { RoleAnswer } from '../../../shared/contract/roles.ts';
import { compareCodePoints } from '../../../shared/kit/compare-code-points.ts';

/** One change of one role: it becomes one command. */
export type RoleChange = {
  readonly type: 'AssignRoleToUser' | 'UnassignRoleFromUser';
  readonly roleId: string;
};

/** A role as the sheet shows it; a role nobody knows has no permissions. */
export type ShownRole = Pick<RoleAnswer, 'roleId' | 'permissions' | 'privileged'> & {
  readonly name: string;
  /** False where no such role exists at the playhead. */
  readonly exists: boolean;
};

/** What some changes do to what a user holds and may do. */
export type RoleEffect = {
  readonly before: readonly ShownRole[];
  readonly after: readonly ShownRole[];
  /** Every permission before or after: those that change first, each part sorted. */
  readonly permissions: readonly {
    readonly name: string;
    readonly fate: 'kept' | 'gained' | 'lost';
  }[];
  /** Privileged roles that were not held before. */
  readonly newlyPrivileged: readonly ShownRole[];
};

/**
 * Picks a role, or takes its pick back. A pick says what is to be done, not "the other way round":
 * where somebody else does it meanwhile, it is refused instead of being undone.
 */
export function togglePick(
  changes: readonly RoleChange[],
  held: readonly string[],
  roleId: string,
): RoleChange[] {
  if (changes.some((change) => change.roleId === roleId)) {
    return changes.filter((change) => change.roleId !== roleId);
  }
  const type = held.includes(roleId) ? 'UnassignRoleFromUser' : 'AssignRoleToUser';
  return [...changes, { type, roleId }];
}

/** True where the change has nothing to do any more: what it wants is so already. */
export function isMoot({ type, roleId }: RoleChange, held: readonly string[]): boolean {
  return held.includes(roleId) === (type === 'AssignRoleToUser');
}

/** A role by its id, whether it exists at the playhead or is only held. */
export function shownRole(roleId: string, roles: ReadonlyMap<string, RoleAnswer>): ShownRole {
  const found = roles.get(roleId);
  const exists = found !== undefined && found.status === 'active';
  const { permissions = [], privileged = false } = exists ? found : {};
  return { roleId, name: found?.name ?? roleId, permissions, privileged, exists };
}

/** The state before and after some changes, side by side. */
export function effectOf(
  held: readonly string[],
  changes: readonly RoleChange[],
  roles: ReadonlyMap<string, RoleAnswer>,
): RoleEffect {
  const taken = new Set(changes.filter(isTakingAway).map(({ roleId }) => roleId));
  const granted = changes
    .filter((change) => !isTakingAway(change) && !isMoot(change, held))
    .map(({ roleId }) => roleId);
  const before = named(held, roles);
  const after = named([...held.filter((roleId) => !taken.has(roleId)), ...granted], roles);
  const newlyPrivileged = after.filter(
    ({ roleId, privileged }) => privileged && !held.includes(roleId),
  );
  return { before, after, permissions: permissionFates(before, after), newlyPrivileged };
}

function isTakingAway({ type }: RoleChange): boolean {
  return type === 'UnassignRoleFromUser';
}

function named(ids: readonly string[], roles: ReadonlyMap<string, RoleAnswer>): ShownRole[] {
  return ids
    .map((roleId) => shownRole(roleId, roles))
    .sort((a, b) => compareCodePoints(a.name, b.name));
}

function permissionFates(before: readonly ShownRole[], after: readonly ShownRole[]) {
  const had = new Set(before.flatMap(({ permissions }) => permissions));
  const has = new Set(after.flatMap(({ permissions }) => permissions));
  const all = [...new Set([...had, ...has])].sort(compareCodePoints).map((name) => {
    const fate = had.has(name) ? (has.has(name) ? 'kept' : 'lost') : 'gained';
    return { name, fate } as const;
  });
  return [...all.filter(({ fate }) => fate !== 'kept'), ...all.filter(isKept)];
}

function isKept({ fate }: { readonly fate: string }): boolean {
  return fate === 'kept';
}
