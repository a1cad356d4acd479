import type { CommandType } from '../../../../shared/domain/commands.ts';

/** One attribute as it is typed; the value is JSON, or else text. */
export type AttributeRow = { readonly name: string; readonly value: string };

/** All that a person can type on a sheet; which of it counts is for the command's type to say. */
export type CommandForm = {
  readonly userId: string;
  readonly username: string;
  readonly email: string;
  readonly displayName: string;
  readonly attributes: readonly AttributeRow[];
  readonly roleId: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
  readonly withHolders: boolean;
  readonly reason: string;
  readonly ticket: string;
};

/** The name of a field of the form: rules name the same ones. */
export type FieldName = keyof CommandForm;

/** A form nobody has typed in. */
export const emptyForm: CommandForm = {
  userId: '',
  username: '',
  email: '',
  displayName: '',
  attributes: [],
  roleId: '',
  name: '',
  description: '',
  permissions: [],
  withHolders: false,
  reason: '',
  ticket: '',
};

/** The fields each command asks for, in the order in which they stand; reason and ticket come after. */
export const formFields: { readonly [Type in CommandType]: readonly FieldName[] } = {
  CreateUser: ['username', 'email', 'displayName', 'userId', 'attributes'],
  UpdateUser: ['username', 'email', 'displayName', 'attributes'],
  DeleteUser: [],
  AssignRoleToUser: ['userId', 'roleId'],
  UnassignRoleFromUser: ['userId', 'roleId'],
  CreateRole: ['name', 'roleId', 'description', 'permissions'],
  UpdateRole: ['name', 'description', 'permissions'],
  DeleteRole: ['withHolders'],
};
