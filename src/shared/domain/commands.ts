/** The commands the app can issue now. */
export const commandTypes = ['AssignRoleToUser', 'UnassignRoleFromUser'] as const;

/** One of the command types. */
export type CommandType = (typeof commandTypes)[number];

/** What somebody wants done, who and why. The id is also the idempotency key. */
export type Command = {
  readonly commandId: string;
  readonly type: CommandType;
  readonly data: { readonly userId: string; readonly roleId: string };
  readonly actor: string;
  readonly reason: string;
  readonly ticket: string | null;
};
