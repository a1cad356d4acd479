import { describe, expect, it } from 'vitest';
import { findRoles } from '../../../../src/renderer/features/commands/find-roles.ts';
import {
  effectOf,
  isMoot,
  togglePick,
} from '../../../../src/renderer/features/commands/role-effect.ts';
import type { RoleAnswer } from '../../../../src/shared/contract/roles.ts';

function role(roleId: string, permissions: string[], change: Partial<RoleAnswer> = {}): RoleAnswer {
  return {
    roleId,
    name: roleId.toUpperCase(),
    description: null,
    permissions,
    status: 'active',
    privileged: false,
    holders: 1,
    createdAt: null,
    updatedAt: null,
    deletedAt: null,
    version: 1,
    ...change,
  };
}

const roles = new Map(
  [
    role('support', ['tickets:read', 'users:read']),
    role('billing', ['users:read', 'bills:read']),
    role('admin', ['users:write'], { privileged: true }),
    role('legacy', ['old:write'], { status: 'deleted', privileged: true }),
  ].map((found) => [found.roleId, found]),
);

describe('picking roles', () => {
  it('takes away what is held and grants what is not', () => {
    expect(togglePick([], ['support'], 'support')).toEqual([
      { type: 'UnassignRoleFromUser', roleId: 'support' },
    ]);
    expect(togglePick([], ['support'], 'admin')).toEqual([
      { type: 'AssignRoleToUser', roleId: 'admin' },
    ]);
  });

  it('picked twice, changes nothing', () => {
    const once = togglePick([], ['support'], 'admin');
    expect(togglePick(once, ['support'], 'admin')).toEqual([]);
  });

  it('keeps what was meant where somebody else grants the role meanwhile', () => {
    const picked = togglePick([], [], 'admin');
    const [change] = picked;
    expect(change && isMoot(change, ['admin'])).toBe(true);
    expect(effectOf(['admin'], picked, roles).after.map(({ roleId }) => roleId)).toEqual(['admin']);
  });
});

describe('the effect of role changes', () => {
  it('says which permissions are gained, lost and kept', () => {
    const changes = togglePick(togglePick([], ['support'], 'support'), ['support'], 'billing');
    const { before, after, permissions } = effectOf(['support'], changes, roles);
    expect(before.map(({ name }) => name)).toEqual(['SUPPORT']);
    expect(after.map(({ name }) => name)).toEqual(['BILLING']);
    expect(permissions).toEqual([
      { name: 'bills:read', fate: 'gained' },
      { name: 'tickets:read', fate: 'lost' },
      { name: 'users:read', fate: 'kept' },
    ]);
  });

  it('warns of a privileged role only where it is new', () => {
    const grant = togglePick([], [], 'admin');
    expect(effectOf([], grant, roles).newlyPrivileged.map(({ roleId }) => roleId)).toEqual([
      'admin',
    ]);
    expect(effectOf(['admin'], [], roles).newlyPrivileged).toEqual([]);
  });

  it('gives no permissions for a role that does not exist, and says so', () => {
    const { before, permissions } = effectOf(['legacy', 'ghost'], [], roles);
    expect(before.map(({ name, exists }) => [name, exists])).toEqual([
      ['LEGACY', false],
      ['ghost', false],
    ]);
    expect(permissions).toEqual([]);
  });
});

describe('the roles to choose from', () => {
  it('are those held, whatever they are, and those that exist', () => {
    const { holding, others } = findRoles(['legacy'], roles, '');
    expect(holding.map(({ roleId }) => roleId)).toEqual(['legacy']);
    expect(others.map(({ roleId }) => roleId)).toEqual(['admin', 'billing', 'support']);
  });

  it('are found by name, id or permission, whatever the case', () => {
    const found = (text: string) => findRoles([], roles, text).others.map(({ roleId }) => roleId);
    expect(found('SUPP')).toEqual(['support']);
    expect(found('users:read')).toEqual(['billing', 'support']);
    expect(found('nothing')).toEqual([]);
  });
});
