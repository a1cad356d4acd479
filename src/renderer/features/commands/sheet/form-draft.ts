import type { CommandDraft } from '../../../../shared/contract/command-bodies.ts';
import type { RoleAnswer } from '../../../../shared/contract/roles.ts';
import type { UserAnswer } from '../../../../shared/contract/users.ts';
import type { CommandType } from '../../../../shared/domain/commands.ts';
import { assertNever } from '../../../../shared/kit/assert-never.ts';
import { type Json, sameJson } from '../../../../shared/kit/json.ts';
import { attributesOf, rowsOf } from './attribute-rows.ts';
import { type CommandForm, emptyForm, type FieldName, formFields } from './command-form.ts';

/** What a sheet is about, as it is at the basis; null for what was never seen or is not concerned. */
export type SheetSubject = { readonly user: UserAnswer | null; readonly role: RoleAnswer | null };

/** The form filled with what its subject is now. */
export function formOf({ user, role }: SheetSubject): CommandForm {
  return {
    ...emptyForm,
    userId: user?.userId ?? '',
    username: user?.username ?? '',
    email: user?.email ?? '',
    displayName: user?.displayName ?? '',
    attributes: rowsOf(user?.attributes ?? null),
    roleId: role?.roleId ?? '',
    name: role?.name ?? '',
    description: role?.description ?? '',
    permissions: role?.permissions ?? [],
  };
}

/** The form with a draft written over it. */
export function withDraft(form: CommandForm, { data }: CommandDraft): CommandForm {
  const said = { ...data, ...('changes' in data ? data.changes : {}) } as Partial<
    Record<FieldName, unknown>
  >;
  const text = (name: FieldName) =>
    name in said ? String(said[name] ?? '') : (form[name] as string);
  return {
    ...form,
    userId: text('userId'),
    username: text('username'),
    email: text('email'),
    displayName: text('displayName'),
    attributes: 'attributes' in said ? rowsOf(said.attributes as null) : form.attributes,
    roleId: text('roleId'),
    name: text('name'),
    description: text('description'),
    permissions: (said.permissions as readonly string[] | undefined) ?? form.permissions,
    withHolders: (said.withHolders as boolean | undefined) ?? form.withHolders,
  };
}

/** What the form asks for, as it travels; an update holds only what differs from `before`. */
export function draftOf(type: CommandType, form: CommandForm, before: CommandForm): CommandDraft {
  const { roleId, withHolders } = form;
  const userId = form.userId.trim();
  switch (type) {
    case 'CreateUser':
      return { type, data: { userId, ...userFields(form) } };
    case 'UpdateUser':
      return { type, data: { userId, changes: changed(userFields(form), userFields(before)) } };
    case 'DeleteUser':
      return { type, data: { userId } };
    case 'AssignRoleToUser':
    case 'UnassignRoleFromUser':
      return { type, data: { userId, roleId } };
    case 'CreateRole':
      return { type, data: { roleId: roleId.trim(), ...roleFields(form) } };
    case 'UpdateRole':
      return { type, data: { roleId, changes: changed(roleFields(form), roleFields(before)) } };
    case 'DeleteRole':
      return { type, data: { roleId, withHolders } };
    default:
      return assertNever(type);
  }
}

/** True where a field asks for something else than what was before. */
export function isChanged(name: FieldName, form: CommandForm, before: CommandForm): boolean {
  const fields = (of: CommandForm): { readonly [field: string]: unknown } => ({
    ...of,
    ...userFields(of),
    ...roleFields(of),
  });
  return !isSame(fields(form)[name], fields(before)[name]);
}

/** True where somebody typed something that is worth keeping. */
export function isBegun(type: CommandType, form: CommandForm, first: CommandForm): boolean {
  const names: readonly FieldName[] = [...formFields[type], 'reason', 'ticket'];
  return names.some((name) => !isSame(form[name], first[name]));
}

function userFields({ username, email, displayName, attributes }: CommandForm) {
  return {
    username: username.trim(),
    email: email.trim(),
    displayName: displayName.trim() || null,
    attributes: attributesOf(attributes) as { [name: string]: Mutable } | null,
  };
}

function roleFields({ name, description, permissions }: CommandForm) {
  return {
    name: name.trim(),
    description: description.trim() || null,
    permissions: [...permissions],
  };
}

// What travels is the same, but for types that say who may change it.
type Mutable = NonNullable<
  Extract<CommandDraft, { type: 'CreateUser' }>['data']['attributes']
>[string];

function changed<Fields extends object>(now: Fields, before: Fields): Partial<Fields> {
  const names = Object.keys(now) as (keyof Fields)[];
  const kept = names.filter((name) => !isSame(now[name], before[name]));
  return Object.fromEntries(kept.map((name) => [name, now[name]])) as Partial<Fields>;
}

// Permissions are a set: their order says nothing.
function isSame(a: unknown, b: unknown): boolean {
  const isSet = (value: unknown) => Array.isArray(value) && typeof value[0] === 'string';
  return isSet(a) && isSet(b)
    ? sameJson([...(a as string[])].sort(), [...(b as string[])].sort())
    : sameJson(a as Json, b as Json);
}
