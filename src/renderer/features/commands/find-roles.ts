import type { RoleAnswer } from '../../../shared/contract/roles.ts';
import { compareCodePoints } from '../../../shared/kit/compare-code-points.ts';
import { type ShownRole, shownRole } from './role-effect.ts';

/** The roles that match a text, by name: those held, and those that exist and could be granted. */
export function findRoles(
  held: readonly string[],
  roles: ReadonlyMap<string, RoleAnswer>,
  search: string,
): { readonly holding: readonly ShownRole[]; readonly others: readonly ShownRole[] } {
  const sought = search.trim().toLowerCase();
  const matching = (ids: readonly string[]) =>
    ids
      .map((roleId) => shownRole(roleId, roles))
      .filter((role) => textOf(role).includes(sought))
      .sort((a, b) => compareCodePoints(a.name, b.name));
  const others = [...roles.keys()].filter(
    (roleId) => !held.includes(roleId) && roles.get(roleId)?.status === 'active',
  );
  return { holding: matching(held), others: matching(others) };
}

function textOf({ roleId, name, permissions }: ShownRole): string {
  return [roleId, name, ...permissions].join('\n').toLowerCase();
}
