import type { RoleFields, UserFields } from './events.ts';

/** The commands the app can issue, in the order in which menus show them. */
export const commandTypes = [
  'CreateUser',
  'UpdateUser',
  'DeleteUser',
  'AssignRoleToUser',
  'UnassignRoleFromUser',
  'CreateRole',
  'UpdateRole',
  'DeleteRole',
] as const;

/** One of the command types. */
export type CommandType = (typeof commandTypes)[number];

type OfUser = { readonly userId: string };
type OfRole = { readonly roleId: string };

/** What somebody wants done. `changes` holds the fields to replace, each whole. */
export type CommandBody =
  | { readonly type: 'CreateUser'; readonly data: OfUser & UserFields }
  | {
      readonly type: 'UpdateUser';
      readonly data: OfUser & { readonly changes: Partial<UserFields> };
    }
  | { readonly type: 'DeleteUser'; readonly data: OfUser }
  | { readonly type: 'AssignRoleToUser'; readonly data: OfUser & OfRole }
  | { readonly type: 'UnassignRoleFromUser'; readonly data: OfUser & OfRole }
  | { readonly type: 'CreateRole'; readonly data: OfRole & RoleFields }
  | {
      readonly type: 'UpdateRole';
      readonly data: OfRole & { readonly changes: Partial<RoleFields> };
    }
  /** `withHolders`: whoever holds the role loses it first, in the same atomic append. */
  | { readonly type: 'DeleteRole'; readonly data: OfRole & { readonly withHolders: boolean } };

/** A command: what somebody wants done, who and why. The id is also the idempotency key. */
export type Command = CommandBody & {
  readonly commandId: string;
  readonly actor: string;
  readonly reason: string;
  readonly ticket: string | null;
};

/** The user a command is about, null for none. */
export function userOf({ data }: CommandBody): string | null {
  return 'userId' in data ? data.userId : null;
}

/** The role a command is about, null for none. */
export function roleOf({ data }: CommandBody): string | null {
  return 'roleId' in data ? data.roleId : null;
}
