import { expect, test } from 'vitest';
import { isPrivileged } from '../../../src/shared/domain/privilege.ts';

test.each(['*', 'billing:*', 'users:write', 'roles:grant', 'security:manage', 'admin:admin'])(
  'calls a role with %s privileged',
  (permission) => {
    expect(isPrivileged(['profile:read', permission])).toBe(true);
  },
);

test.each(['users:read', 'superusers:write', 'users:write:own', 'Users:Write', ':*', ''])(
  'calls a role with %s ordinary',
  (permission) => {
    expect(isPrivileged([permission])).toBe(false);
  },
);
