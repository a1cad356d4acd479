import type { RoleState } from './role-state.ts';
import type { UserState } from './user-state.ts';

/** What a refusal calls a user: the username where there is one, else the id. */
export function personIn(user: UserState | null, id: string): string {
  return user?.username ?? user?.userId ?? id;
}

/** What a refusal calls a role: its name where there is one, else the id. */
export function roleIn(role: RoleState | null, id: string): string {
  return role?.name ?? role?.roleId ?? id;
}
