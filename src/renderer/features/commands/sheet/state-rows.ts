import type { Rehearsal } from '../../../../shared/contract/rehearsal.ts';
import { compareCodePoints } from '../../../../shared/kit/compare-code-points.ts';
import { type Json, sameJson } from '../../../../shared/kit/json.ts';

/** A subject of a rehearsal, before and after. */
export type RehearsedSubject = Rehearsal['subjects'][number];

/** One member of a set before and after. */
export type SetItem = { readonly id: string; readonly fate: 'kept' | 'gained' | 'lost' };

/** One line of a subject before and after. */
export type StateRow =
  | {
      readonly kind: 'value';
      readonly name: string;
      readonly before: string | null;
      readonly after: string | null;
      readonly isChanged: boolean;
    }
  | {
      readonly kind: 'roles' | 'permissions';
      readonly name: string;
      /** What changes first, each part by code point. */
      readonly items: readonly SetItem[];
      readonly isChanged: boolean;
    };

type Fields = { readonly [name: string]: unknown } | null;

const words: { readonly [field: string]: string } = {
  status: 'Status',
  username: 'Username',
  email: 'E-mail',
  displayName: 'Display name',
  name: 'Name',
  description: 'Description',
};
const valuesOf = {
  user: ['status', 'username', 'email', 'displayName'],
  role: ['status', 'name', 'description'],
} as const;

/** A subject line by line; of a user also the permissions that follow from the roles. */
export function stateRows(
  { kind, before, after }: RehearsedSubject,
  permissionsOf: (roleId: string) => readonly string[],
): StateRow[] {
  const values = valuesOf[kind].map((field) =>
    valueRow(words[field] ?? field, [before, after], field),
  );
  if (kind === 'role') {
    const pair = [textsOf(before, 'permissions'), textsOf(after, 'permissions')] as const;
    return [...values, setRow('permissions', 'Permissions', pair)];
  }
  const roles = [textsOf(before, 'roles'), textsOf(after, 'roles')] as const;
  const follow = [roles[0].flatMap(permissionsOf), roles[1].flatMap(permissionsOf)] as const;
  return [
    ...values,
    ...attributeRows(before, after),
    setRow('roles', 'Roles', roles),
    ...(roles[0].length + roles[1].length > 0
      ? [setRow('permissions', 'Permissions', follow)]
      : []),
  ];
}

function valueRow(
  name: string,
  [before, after]: readonly [Fields, Fields],
  field: string,
): StateRow {
  const [old, now] = [written(before?.[field]), written(after?.[field])];
  return { kind: 'value', name, before: old, after: now, isChanged: old !== now };
}

function attributeRows(before: Fields, after: Fields): StateRow[] {
  const [old, now] = [membersOf(before), membersOf(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return names.map((name) => ({
    kind: 'value',
    name,
    before: written(old[name]),
    after: written(now[name]),
    isChanged: !sameJson((old[name] ?? null) as Json, (now[name] ?? null) as Json),
  }));
}

function membersOf(fields: Fields): { readonly [name: string]: unknown } {
  const { attributes } = fields ?? {};
  return typeof attributes === 'object' && attributes !== null ? { ...attributes } : {};
}

type Pair = readonly [before: readonly string[], after: readonly string[]];

function setRow(kind: 'roles' | 'permissions', name: string, [before, after]: Pair): StateRow {
  const all = [...new Set([...before, ...after])].sort(compareCodePoints);
  const items = all.map((id): SetItem => {
    const fate = before.includes(id) ? (after.includes(id) ? 'kept' : 'lost') : 'gained';
    return { id, fate };
  });
  const rank = { gained: 0, lost: 1, kept: 2 };
  const sorted = items.sort((a, b) => rank[a.fate] - rank[b.fate]);
  return { kind, name, items: sorted, isChanged: items.some(({ fate }) => fate !== 'kept') };
}

function textsOf(fields: Fields, name: string): readonly string[] {
  const value = fields?.[name];
  return Array.isArray(value) ? value.map(String) : [];
}

function written(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
