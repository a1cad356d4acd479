import type { RoleAnswer } from '../../../shared/contract/roles.ts';

/** What the roles can be narrowed to. */
export const roleKinds = ['all', 'active', 'privileged', 'deleted', 'dangling'] as const;

/** One of them. */
export type RoleKind = (typeof roleKinds)[number];

/** True where a role is held although it does not exist. */
export function isDangling({ status, holders }: RoleAnswer): boolean {
  return status !== 'active' && holders > 0;
}

/** The roles that match a kind and a text; the text may be part of a name, an id or a permission. */
export function filterRoles(
  roles: readonly RoleAnswer[],
  kind: RoleKind,
  search: string,
): RoleAnswer[] {
  const sought = search.trim().toLowerCase();
  return roles.filter((role) => isOfKind(role, kind) && textOf(role).includes(sought));
}

/** How many roles are of each kind. */
export function countKinds(roles: readonly RoleAnswer[]): { readonly [Kind in RoleKind]: number } {
  const count = (kind: RoleKind) => roles.filter((role) => isOfKind(role, kind)).length;
  return {
    all: roles.length,
    active: count('active'),
    privileged: count('privileged'),
    deleted: count('deleted'),
    dangling: count('dangling'),
  };
}

function isOfKind(role: RoleAnswer, kind: RoleKind): boolean {
  if (kind === 'all') return true;
  if (kind === 'privileged') return role.privileged && role.status === 'active';
  return kind === 'dangling' ? isDangling(role) : role.status === kind;
}

function textOf({ roleId, name, permissions }: RoleAnswer): string {
  return [roleId, name ?? '', ...permissions].join('\n').toLowerCase();
}
