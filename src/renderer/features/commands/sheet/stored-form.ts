import type { RoleChange } from '../role-effect.ts';
import { type CommandForm, emptyForm } from './command-form.ts';

/** A form as it outlives its window. */
export type StoredForm = {
  /** The draft the sheet was opened with, as JSON; empty for none. */
  readonly seed: string;
  /** The id it was last confirmed under; null where it never was. */
  readonly sentAs: string | null;
  readonly form: CommandForm;
};

/** What somebody began to change of a user's roles, as it outlives its window. */
export type StoredRoleChanges = {
  readonly changes: readonly RoleChange[];
  readonly reason: string;
  readonly ticket: string;
};

/** Reads a kept form; null for what is none, or of another version. */
export function readStoredForm(json: string): StoredForm | null {
  const { seed, sentAs, form } = membersOf(json);
  if (typeof seed !== 'string' || !isForm(form)) return null;
  return sentAs === null || typeof sentAs === 'string' ? { seed, sentAs, form } : null;
}

/** Reads kept role changes; null for what is none, or of another version. */
export function readStoredRoleChanges(json: string): StoredRoleChanges | null {
  const { changes, reason, ticket } = membersOf(json);
  if (typeof reason !== 'string' || typeof ticket !== 'string') return null;
  return isListOf<RoleChange>(changes, isRoleChange) ? { changes, reason, ticket } : null;
}

type Members = { readonly [name: string]: unknown };

function membersOf(json: string): Members {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function isForm(value: unknown): value is CommandForm {
  if (!isObject(value)) return false;
  const hasAll = Object.entries(emptyForm).every(
    ([name, example]) => typeof value[name] === typeof example,
  );
  return hasAll && isListOf(value['attributes'], isRow) && isListOf(value['permissions'], isText);
}

function isRow(value: unknown): boolean {
  return isObject(value) && isText(value['name']) && isText(value['value']);
}

function isRoleChange(value: unknown): value is RoleChange {
  if (!isObject(value) || !isText(value['roleId'])) return false;
  return value['type'] === 'AssignRoleToUser' || value['type'] === 'UnassignRoleFromUser';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isListOf<Item>(
  value: unknown,
  isItem: (one: unknown) => boolean,
): value is readonly Item[] {
  return Array.isArray(value) && value.every(isItem);
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}
