import type { RoleAnswer } from '../../shared/contract/roles.ts';
import { isPrivileged } from '../../shared/domain/privilege.ts';
import type { RoleState } from '../../shared/domain/role-state.ts';
import { isoTimeOrNull } from '../../shared/kit/iso-time.ts';

/** A role as it travels, with how many users hold it. */
export function roleAnswer(state: RoleState, holders: number): RoleAnswer {
  return {
    ...state,
    permissions: [...state.permissions],
    privileged: isPrivileged(state.permissions),
    holders,
    createdAt: isoTimeOrNull(state.createdAt),
    updatedAt: isoTimeOrNull(state.updatedAt),
    deletedAt: isoTimeOrNull(state.deletedAt),
  };
}
