import { describe, expect, it } from 'vitest';
import {
  countKinds,
  filterRoles,
  isDangling,
} from '../../../../src/renderer/features/roles/filter-roles.ts';
import type { RoleAnswer } from '../../../../src/shared/contract/roles.ts';

function role(roleId: string, change: Partial<RoleAnswer> = {}): RoleAnswer {
  return {
    roleId,
    name: roleId,
    description: null,
    permissions: [`${roleId}:read`],
    status: 'active',
    privileged: false,
    holders: 0,
    createdAt: null,
    updatedAt: null,
    deletedAt: null,
    version: 1,
    ...change,
  };
}

const support = role('support', { holders: 3 });
const admin = role('admin', { privileged: true });
const legacy = role('legacy', { status: 'deleted', privileged: true, holders: 2 });
const gone = role('gone', { status: 'deleted' });
const ghost = role('ghost', { status: 'unknown', name: null, holders: 1 });
const all = [support, admin, legacy, gone, ghost];

describe('the roles', () => {
  it('are dangling where they are held but do not exist', () => {
    expect(all.filter(isDangling)).toEqual([legacy, ghost]);
  });

  it('are counted by kind; a deleted role is not privileged any more', () => {
    expect(countKinds(all)).toEqual({
      all: 5,
      active: 2,
      privileged: 1,
      deleted: 2,
      dangling: 2,
    });
  });

  it('are narrowed by kind and by part of a name, an id or a permission', () => {
    expect(filterRoles(all, 'dangling', '')).toEqual([legacy, ghost]);
    expect(filterRoles(all, 'all', 'GHO')).toEqual([ghost]);
    expect(filterRoles(all, 'all', 'admin:read')).toEqual([admin]);
    expect(filterRoles(all, 'active', 'gone')).toEqual([]);
  });
});
