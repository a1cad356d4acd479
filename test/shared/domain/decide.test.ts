import { describe, expect, test } from 'vitest';
import type { Command } from '../../../src/shared/domain/commands.ts';
import { isRefusedByContent } from '../../../src/shared/domain/decide.ts';
import type { DomainEvent } from '../../../src/shared/domain/events.ts';
import { given } from '../../support/given-when-then.ts';

const data = { userId: 'u-1', roleId: 'r-1' };
const user: DomainEvent = {
  type: 'UserCreatedEvent',
  data: { userId: 'u-1', username: 'ada', email: '', displayName: null, attributes: null },
};
const role: DomainEvent = {
  type: 'RoleCreatedEvent',
  data: { roleId: 'r-1', name: 'Admin', description: null, permissions: [] },
};
const held: DomainEvent = { type: 'RoleAssignedToUserEvent', data };
const taken: DomainEvent = { type: 'RoleUnassignedFromUserEvent', data };
const userGone: DomainEvent = { type: 'UserDeletedEvent', data: { userId: 'u-1' } };
const roleGone: DomainEvent = { type: 'RoleDeletedEvent', data: { roleId: 'r-1' } };

const assign: Command = {
  commandId: 'c-1',
  type: 'AssignRoleToUser',
  data,
  actor: 'eve',
  reason: 'On call',
  ticket: null,
};
const unassign: Command = { ...assign, type: 'UnassignRoleFromUser' };

describe('AssignRoleToUser', () => {
  test('assigns a role that the user does not hold', () => {
    given(user, role).whenIssued(assign).thenAppends(held);
  });
  test('assigns a role whose creation was never seen', () => {
    const seen: DomainEvent = { type: 'RoleUpdatedEvent', data: { roleId: 'r-1', changes: {} } };
    given(user, seen).whenIssued(assign).thenAppends(held);
  });
  test('is refused where the user holds the role', () => {
    given(user, role, held)
      .whenIssued(assign)
      .thenRefuses('already_held', /ada already holds Admin/);
  });
  test('is refused where the role does not exist, or was deleted', () => {
    given(user)
      .whenIssued(assign)
      .thenRefuses('role_not_found', /There is no role r-1/);
    given(user, role, roleGone)
      .whenIssued(assign)
      .thenRefuses('role_not_found', /Admin was deleted/);
  });
});

describe('UnassignRoleFromUser', () => {
  test('takes a role that the user holds, even where the role was deleted', () => {
    given(user, role, held).whenIssued(unassign).thenAppends(taken);
    given(user, role, held, roleGone).whenIssued(unassign).thenAppends(taken);
    given(user, held).whenIssued(unassign).thenAppends(taken);
  });
  test('is refused where the user does not hold the role', () => {
    given(user, role)
      .whenIssued(unassign)
      .thenRefuses('not_held', /ada does not hold Admin/);
  });
});

describe.each([assign, unassign])('$type', (command) => {
  test('is refused for a user who is absent, deleted or unknown', () => {
    given(role)
      .whenIssued(command)
      .thenRefuses('user_not_active', /There is no user u-1/);
    given(user, userGone, role)
      .whenIssued(command)
      .thenRefuses('user_not_active', /was deleted/);
    given(held, role)
      .whenIssued(command)
      .thenRefuses('user_not_active', /never seen/);
  });
  test('is refused for a user split over partitions, before anything else of the state', () => {
    given()
      .whenIssued(command, true)
      .thenRefuses('split_subject', /more than one partition/);
  });
  test('is refused without an actor or a reason, whatever the state', () => {
    given()
      .whenIssued({ ...command, actor: ' ' })
      .thenRefuses('actor_required', /who/);
    given(user, role, held)
      .whenIssued({ ...command, reason: '\n' })
      .thenRefuses('reason_required', /why/);
  });
});

test('tells refusals by content from refusals by state', () => {
  expect(isRefusedByContent('actor_required')).toBe(true);
  expect(isRefusedByContent('reason_required')).toBe(true);
  expect(isRefusedByContent('not_held')).toBe(false);
});
