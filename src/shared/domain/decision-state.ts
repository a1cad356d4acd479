import type { RoleState } from './role-state.ts';
import type { UserState } from './user-state.ts';

/** What a command is decided on; null for a subject never seen or not concerned. */
export type DecisionState = {
  readonly user: UserState | null;
  readonly role: RoleState | null;
  /** Ids of concerned subjects whose records stand in more than one partition, so that they have no one order. */
  readonly splitSubjects: readonly string[];
  /** Ids of other active users, and of another active role, that have the name the command gives; null for none. */
  readonly namesakes: {
    readonly username: string | null;
    readonly email: string | null;
    readonly roleName: string | null;
  };
  /** Ids of the users that hold the command's role, by code point. */
  readonly holders: readonly string[];
  /** Protected roles that the command's user holds and nobody else does. */
  readonly onlyHolderOf: readonly string[];
};

/** The rules a workspace sets for itself. */
export type HouseRules = {
  /** Roles whose last holder is kept. */
  readonly protectedRoles: readonly string[];
  /** What a ticket must look like, see `matchesTicketPattern`; null where none is asked for. */
  readonly ticketPattern: string | null;
};

/** A state in which nothing was seen. */
export const unseen: DecisionState = {
  user: null,
  role: null,
  splitSubjects: [],
  namesakes: { username: null, email: null, roleName: null },
  holders: [],
  onlyHolderOf: [],
};

/** A workspace that set nothing. */
export const noHouseRules: HouseRules = { protectedRoles: [], ticketPattern: null };

/** The form in which user names, e-mails and role names are compared: case does not matter. */
export function nameKey(name: string): string {
  return name.trim().toLowerCase();
}
