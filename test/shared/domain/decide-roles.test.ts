import { describe, test } from 'vitest';
import type { Command, CommandBody } from '../../../src/shared/domain/commands.ts';
import { noHouseRules } from '../../../src/shared/domain/decision-state.ts';
import type { DomainEvent } from '../../../src/shared/domain/events.ts';
import { mostHolders } from '../../../src/shared/domain/state-rules.ts';
import { given } from '../../support/given-when-then.ts';

const roleFields = { name: 'Admin', description: null, permissions: ['users:write'] };
const role: DomainEvent = { type: 'RoleCreatedEvent', data: { roleId: 'r-1', ...roleFields } };
const roleGone: DomainEvent = { type: 'RoleDeletedEvent', data: { roleId: 'r-1' } };
const taken: DomainEvent = {
  type: 'RoleUnassignedFromUserEvent',
  data: { userId: 'u-1', roleId: 'r-1' },
};

function command(body: CommandBody): Command {
  return { commandId: 'c-1', actor: 'eve', reason: 'On call', ticket: null, ...body };
}
const createRole = command({ type: 'CreateRole', data: { roleId: 'r-1', ...roleFields } });
const updateRole = (changes: object) =>
  command({ type: 'UpdateRole', data: { roleId: 'r-1', changes } });
const deleteRole = (withHolders: boolean) =>
  command({ type: 'DeleteRole', data: { roleId: 'r-1', withHolders } });

describe('CreateRole', () => {
  test('creates a role under an id never seen, or of a role that was deleted', () => {
    given().whenIssued(createRole).thenAppends(role);
    given(role, roleGone).whenIssued(createRole).thenAppends(role);
  });
  test('is refused under the id of an active role, and for the name of another', () => {
    given(role)
      .whenIssued(createRole)
      .thenRefuses('role_exists', /that of Admin already/);
    given()
      .whenIssued(createRole, { namesakes: { username: null, email: null, roleName: 'r-2' } })
      .thenRefuses('role_name_taken', /r-2 is called Admin/);
  });
  test('is refused without a name', () => {
    const nameless = command({
      type: 'CreateRole',
      data: { roleId: 'r-1', ...roleFields, name: '' },
    });
    given()
      .whenIssued(nameless)
      .thenRefuses('role_name_required', /needs a name/);
  });
});

describe('UpdateRole', () => {
  test('replaces the fields it names', () => {
    const changes = { permissions: [], description: 'Nothing any more' };
    given(role)
      .whenIssued(updateRole(changes))
      .thenAppends({ type: 'RoleUpdatedEvent', data: { roleId: 'r-1', changes } });
  });
  test('is refused where nothing would change, where there is no role, for a name of another', () => {
    given(role)
      .whenIssued(updateRole({ permissions: ['users:write'] }))
      .thenRefuses('no_change', /already/);
    given()
      .whenIssued(updateRole({ name: 'Boss' }))
      .thenRefuses('role_not_found', /no role r-1/);
    given(role)
      .whenIssued(updateRole({ name: 'Boss' }), {
        namesakes: { username: null, email: null, roleName: 'r-2' },
      })
      .thenRefuses('role_name_taken', /r-2 is called Boss/);
  });
});

describe('DeleteRole', () => {
  test('deletes a role that nobody holds', () => {
    given(role).whenIssued(deleteRole(false)).thenAppends(roleGone);
  });
  test('takes it from every holder first, where it is deleted with them', () => {
    given(role)
      .whenIssued(deleteRole(true), { holders: ['u-1', 'u-2'] })
      .thenAppends(taken, { type: taken.type, data: { userId: 'u-2', roleId: 'r-1' } }, roleGone);
  });
  test('is refused with holders unless it is deleted with them', () => {
    given(role)
      .whenIssued(deleteRole(false), { holders: ['u-1'] })
      .thenRefuses('role_has_holders', /1 hold Admin/);
  });
  test('is refused where it has more holders than one append may take it from', () => {
    const holders = Array.from({ length: mostHolders + 1 }, (_, n) => `u-${n}`);
    given(role)
      .whenIssued(deleteRole(true), { holders })
      .thenRefuses('too_many_holders', /in bulk/);
  });
  test('is refused for a protected role with holders', () => {
    const house = { ...noHouseRules, protectedRoles: ['r-1'] };
    given(role)
      .whenIssued(deleteRole(true), { holders: ['u-1'], house })
      .thenRefuses('last_holder', /Admin is protected/);
    given(role).whenIssued(deleteRole(true), { house }).thenAppends(roleGone);
  });
  test('is refused where there is no role', () => {
    given()
      .whenIssued(deleteRole(true))
      .thenRefuses('role_not_found', /There is no role r-1/);
  });
});
