import type { RoleAnswer } from '../../../../src/shared/contract/roles.ts';
import type { UserAnswer } from '../../../../src/shared/contract/users.ts';

const never = { createdAt: null, updatedAt: null, deletedAt: null, version: 1 };

/** A user as the reader gives one, changed where a test says so. */
export function exampleUser(change: Partial<UserAnswer> = {}): UserAnswer {
  return {
    userId: 'u-1',
    username: 'j.dvorak',
    email: 'jana@acme.example',
    displayName: 'Jana Dvořák',
    attributes: { site: 'Turku' },
    status: 'active',
    roles: ['support'],
    loginCount: 3,
    lastLoginAt: null,
    ...never,
    ...change,
  };
}

/** A role as the reader gives one, changed where a test says so. */
export function exampleRole(change: Partial<RoleAnswer> = {}): RoleAnswer {
  return {
    roleId: 'deploy',
    name: 'Deploy',
    description: null,
    permissions: ['deploy:run'],
    status: 'active',
    privileged: false,
    holders: 2,
    ...never,
    ...change,
  };
}
