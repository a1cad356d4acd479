import type { RoleState } from '../../shared/domain/role-state.ts';
import type { UserState } from '../../shared/domain/user-state.ts';
import { isoTimeOrNull } from '../../shared/kit/iso-time.ts';
import { type Json, sameJson } from '../../shared/kit/json.ts';

/** What an event changed: field -> [before, after], times as ISO text. */
export type Changed = Record<string, [unknown, unknown]>;

/** What changed of a user; before its first event a user has no status. */
export function changedOfUser(before: UserState | null, after: UserState): Changed {
  return differences(before && userFields(before), userFields(after), { roles: [], loginCount: 0 });
}

/** What changed of a role itself; before its first event a role has no status. */
export function changedOfRole(before: RoleState | null, after: RoleState): Changed {
  return differences(before && roleFields(before), roleFields(after), { permissions: [] });
}

type Fields = Record<string, Json>;

function userFields(state: UserState): Fields {
  return {
    username: state.username,
    email: state.email,
    displayName: state.displayName,
    attributes: state.attributes,
    status: state.status,
    roles: state.roles,
    loginCount: state.loginCount,
    lastLoginAt: isoTimeOrNull(state.lastLoginAt),
    createdAt: isoTimeOrNull(state.createdAt),
    deletedAt: isoTimeOrNull(state.deletedAt),
  };
}

function roleFields(state: RoleState): Fields {
  return {
    name: state.name,
    description: state.description,
    permissions: state.permissions,
    status: state.status,
    createdAt: isoTimeOrNull(state.createdAt),
    deletedAt: isoTimeOrNull(state.deletedAt),
  };
}

function differences(before: Fields | null, after: Fields, unseen: Fields): Changed {
  const changed: Changed = {};
  for (const [name, value] of Object.entries(after)) {
    const old = (before ?? unseen)[name] ?? null;
    if (!sameJson(old, value)) changed[name] = [old, value];
  }
  return changed;
}
