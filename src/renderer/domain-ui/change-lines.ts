import type { Entry } from '../../shared/contract/entries.ts';

/** One line of what an event changed. */
export type ChangeLine =
  | {
      readonly kind: 'value' | 'time';
      readonly name: string;
      readonly before: string | null;
      readonly after: string | null;
    }
  | {
      readonly kind: 'set';
      readonly name: string;
      readonly added: readonly string[];
      readonly removed: readonly string[];
    };

/** How roles are named, and what they permit, at the moment of the change. */
export type RoleWords = {
  readonly nameOf: (roleId: string) => string;
  readonly permissionsOf: (roleId: string) => readonly string[];
};

type Pair = readonly [before: unknown, after: unknown];

const words: { readonly [field: string]: string } = {
  status: 'status',
  username: 'username',
  email: 'e-mail',
  displayName: 'display name',
  attributes: 'attributes',
  roles: 'roles',
  loginCount: 'sign-ins',
  lastLoginAt: 'last sign-in',
  createdAt: 'created',
  deletedAt: 'deleted',
  name: 'name',
  description: 'description',
  permissions: 'permissions',
};
const order = Object.keys(words);
const times = new Set(['lastLoginAt', 'createdAt', 'deletedAt']);

/** What an event changed, line by line: old and new, added and taken away, and the permissions that follow from roles. */
export function changeLines(changed: Entry['changed'], roles: RoleWords): ChangeLine[] {
  return Object.entries(changed)
    .sort(([a], [b]) => rank(a) - rank(b))
    .flatMap(([field, pair]) => linesOf(field, pair, roles));
}

function rank(field: string): number {
  const at = order.indexOf(field);
  return at < 0 ? order.length : at;
}

function linesOf(field: string, pair: Pair, roles: RoleWords): ChangeLine[] {
  const name = Object.hasOwn(words, field) ? (words[field] as string) : field;
  if (field === 'roles') return roleLines(pair, roles);
  if (field === 'permissions') return [setLine(name, textsOf(pair[0]), textsOf(pair[1]))];
  if (field === 'attributes') return memberLines(name, pair);
  const kind = times.has(field) ? 'time' : 'value';
  return [{ kind, name, before: written(pair[0]), after: written(pair[1]) }];
}

function roleLines([before, after]: Pair, { nameOf, permissionsOf }: RoleWords): ChangeLine[] {
  const held = textsOf(before);
  const holds = textsOf(after);
  const follow = setLine(
    'permissions',
    held.flatMap((roleId) => permissionsOf(roleId)),
    holds.flatMap((roleId) => permissionsOf(roleId)),
  );
  const lines = [setLine('roles', held, holds, nameOf)];
  return isEmpty(follow) ? lines : [...lines, follow];
}

function setLine(
  name: string,
  before: readonly string[],
  after: readonly string[],
  say: (id: string) => string = (id) => id,
) {
  const added = [...new Set(after)].filter((one) => !before.includes(one));
  const removed = [...new Set(before)].filter((one) => !after.includes(one));
  return { kind: 'set', name, added: added.map(say), removed: removed.map(say) } as const;
}

function isEmpty({ added, removed }: { added: readonly string[]; removed: readonly string[] }) {
  return added.length === 0 && removed.length === 0;
}

function memberLines(name: string, [before, after]: Pair): ChangeLine[] {
  const old = membersOf(before);
  const now = membersOf(after);
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  return keys
    .filter((key) => written(old.get(key)) !== written(now.get(key)))
    .map((key) => ({
      kind: 'value',
      name: `${name}.${key}`,
      before: written(old.get(key)),
      after: written(now.get(key)),
    }));
}

function membersOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function written(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
