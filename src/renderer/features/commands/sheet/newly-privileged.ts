import { isPrivileged } from '../../../../shared/domain/privilege.ts';
import type { RolesHere } from '../../../domain-ui/use-roles-here.ts';
import type { RehearsedSubject } from './state-rows.ts';

/** The names of roles that become privileged, or that somebody newly holds who can then change who may do what. */
export function newlyPrivileged(
  { kind, id, name, before, after }: RehearsedSubject,
  roles: RolesHere,
): string[] {
  if (kind === 'user') {
    const held = textsOf(before?.['roles']);
    return textsOf(after?.['roles'])
      .filter((roleId) => !held.includes(roleId) && roles.byId.get(roleId)?.privileged)
      .map(roles.nameOf);
  }
  const isNew = isPrivileged(textsOf(after?.['permissions']));
  const wasSo = isPrivileged(textsOf(before?.['permissions'])) && before?.['status'] === 'active';
  return isNew && !wasSo && after?.['status'] === 'active' ? [name ?? id] : [];
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
