import type { RoleAnswer } from '../../../shared/contract/roles.ts';
import type { CommandType } from '../../../shared/domain/commands.ts';
import { compareCodePoints } from '../../../shared/kit/compare-code-points.ts';

/** One change of one role: it becomes one command. */
export type RoleChange = { readonly type: CommandType; readonly roleId: string };

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
  /** Every permission before or after, sorted. */
  readonly permissions: readonly {
    readonly name: string;
    readonly fate: 'kept' | 'gained' | 'lost';
  }[];
  /** Privileged roles that were not held before. */
  readonly newlyPrivileged: readonly ShownRole[];
};

/** The changes that picked roles stand for: what is held is taken away, what is not is granted. */
export function changesOf(held: readonly string[], picked: readonly string[]): RoleChange[] {
  return picked.map((roleId) => ({
    roleId,
    type: held.includes(roleId) ? 'UnassignRoleFromUser' : 'AssignRoleToUser',
  }));
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
  const granted = changes.filter((change) => !isTakingAway(change)).map(({ roleId }) => roleId);
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
  return [...new Set([...had, ...has])].sort(compareCodePoints).map((name) => ({
    name,
    fate: had.has(name)
      ? has.has(name)
        ? ('kept' as const)
        : ('lost' as const)
      : ('gained' as const),
  }));
}
