import { describe, expect, test } from 'vitest';
import type { Command, CommandBody } from '../../../src/shared/domain/commands.ts';
import { contentRefusal, examine } from '../../../src/shared/domain/decide.ts';
import { noHouseRules, unseen } from '../../../src/shared/domain/decision-state.ts';
import type { DomainEvent } from '../../../src/shared/domain/events.ts';
import { ruleSentence } from '../../../src/shared/domain/rule-sentences.ts';
import { given } from '../../support/given-when-then.ts';

const data = { userId: 'u-1', roleId: 'r-1' };
const fields = {
  username: 'ada',
  email: 'ada@acme.example',
  displayName: null,
  attributes: null,
};
const user: DomainEvent = { type: 'UserCreatedEvent', data: { userId: 'u-1', ...fields } };
const roleFields = { name: 'Admin', description: null, permissions: ['users:write'] };
const role: DomainEvent = { type: 'RoleCreatedEvent', data: { roleId: 'r-1', ...roleFields } };
const held: DomainEvent = { type: 'RoleAssignedToUserEvent', data };
const taken: DomainEvent = { type: 'RoleUnassignedFromUserEvent', data };
const userGone: DomainEvent = { type: 'UserDeletedEvent', data: { userId: 'u-1' } };
const roleGone: DomainEvent = { type: 'RoleDeletedEvent', data: { roleId: 'r-1' } };

function command(body: CommandBody, more: Partial<Omit<Command, 'type' | 'data'>> = {}): Command {
  return { commandId: 'c-1', actor: 'eve', reason: 'On call', ticket: null, ...more, ...body };
}
const assign = command({ type: 'AssignRoleToUser', data });
const unassign = command({ type: 'UnassignRoleFromUser', data });
const createUser = command({ type: 'CreateUser', data: { userId: 'u-1', ...fields } });
const updateUser = (changes: object) =>
  command({ type: 'UpdateUser', data: { userId: 'u-1', changes } });
const deleteUser = command({ type: 'DeleteUser', data: { userId: 'u-1' } });
const createRole = command({ type: 'CreateRole', data: { roleId: 'r-1', ...roleFields } });
const updateRole = (changes: object) =>
  command({ type: 'UpdateRole', data: { roleId: 'r-1', changes } });
const deleteRole = (withHolders: boolean) =>
  command({ type: 'DeleteRole', data: { roleId: 'r-1', withHolders } });

describe('CreateUser', () => {
  test('creates a user under an id never seen, or of a user that was deleted or never created', () => {
    given().whenIssued(createUser).thenAppends(user);
    given(user, userGone).whenIssued(createUser).thenAppends(user);
    given(held).whenIssued(createUser).thenAppends(user);
  });
  test('is refused under the id of an active user', () => {
    given(user)
      .whenIssued(createUser)
      .thenRefuses('user_exists', /is ada's already/);
  });
  test('is refused where another active user has the username or the e-mail', () => {
    const namesakes = { username: 'u-2', email: null, roleName: null };
    given()
      .whenIssued(createUser, { namesakes })
      .thenRefuses('username_taken', /u-2 has/);
    given()
      .whenIssued(createUser, { namesakes: { ...namesakes, username: null, email: 'u-3' } })
      .thenRefuses('email_taken', /u-3 has the e-mail ada@acme.example/);
  });
  test.each([
    ['username_required', { username: ' ' }],
    ['username_required', { username: 'a\nb' }],
    ['email_invalid', { email: 'ada' }],
    ['email_invalid', { email: 'ada@acme' }],
    ['email_invalid', { email: 'a b@acme.example' }],
    ['id_invalid', { userId: '' }],
    ['id_invalid', { userId: ' u-1' }],
    ['id_invalid', { userId: 'u\u0000' }],
    ['id_invalid', { userId: '\ud800' }],
    ['id_invalid', { userId: 'x'.repeat(201) }],
  ] as const)('is refused by %s for %j', (code, wrong) => {
    const wish = command({ type: 'CreateUser', data: { userId: 'u-1', ...fields, ...wrong } });
    given().whenIssued(wish).thenRefuses(code, /./);
  });
});

describe('UpdateUser', () => {
  test('replaces the fields it names', () => {
    const changes = { email: 'ada@new.example', displayName: 'Ada' };
    given(user)
      .whenIssued(updateUser(changes))
      .thenAppends({ type: 'UserUpdatedEvent', data: { userId: 'u-1', changes } });
  });
  test('is refused where nothing would change', () => {
    given(user)
      .whenIssued(updateUser({ username: 'ada', attributes: null }))
      .thenRefuses('no_change', /already/);
    given(user)
      .whenIssued(updateUser({}))
      .thenRefuses('no_change', /already/);
  });
  test('is refused for a user that is not active, and for names of others', () => {
    given(user, userGone)
      .whenIssued(updateUser({ username: 'eva' }))
      .thenRefuses('user_not_active', /was deleted/);
    const namesakes = { username: 'u-2', email: null, roleName: null };
    given(user)
      .whenIssued(updateUser({ username: 'eva' }), { namesakes })
      .thenRefuses('username_taken', /u-2 has the username eva/);
  });
  test('is refused with an empty username or a broken e-mail', () => {
    given(user)
      .whenIssued(updateUser({ username: '' }))
      .thenRefuses('username_required', /needs a username/);
    given(user)
      .whenIssued(updateUser({ email: '@' }))
      .thenRefuses('email_invalid', /no e-mail/);
  });
});

describe('DeleteUser', () => {
  test('deletes an active user', () => {
    given(user, role, held).whenIssued(deleteUser).thenAppends(userGone);
  });
  test('is refused for a user that is not active', () => {
    given()
      .whenIssued(deleteUser)
      .thenRefuses('user_not_active', /There is no user u-1/);
  });
  test('is refused for the last holder of a protected role', () => {
    given(user, role, held)
      .whenIssued(deleteUser, { onlyHolderOf: ['r-1'] })
      .thenRefuses('last_holder', /ada is the last to hold r-1/);
  });
});

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
  test('is refused for the last holder of a protected role, and not of another', () => {
    given(user, role, held)
      .whenIssued(unassign, { onlyHolderOf: ['r-1'] })
      .thenRefuses('last_holder', /ada is the last to hold Admin/);
    given(user, role, held)
      .whenIssued(unassign, { onlyHolderOf: ['r-2'] })
      .thenAppends(taken);
  });
});

describe.each([assign, unassign])('$type', (wish) => {
  test('is refused for a user who is absent, deleted or unknown', () => {
    given(role)
      .whenIssued(wish)
      .thenRefuses('user_not_active', /There is no user u-1/);
    given(user, userGone, role)
      .whenIssued(wish)
      .thenRefuses('user_not_active', /was deleted/);
    given(held, role)
      .whenIssued(wish)
      .thenRefuses('user_not_active', /never seen/);
  });
});

const all = [
  createUser,
  updateUser({ username: 'eva' }),
  deleteUser,
  assign,
  unassign,
  createRole,
  updateRole({ name: 'Boss' }),
  deleteRole(true),
];

describe.each(all)('$type', (wish) => {
  test('is refused without an actor or a reason, whatever the state', () => {
    given()
      .whenIssued({ ...wish, actor: ' ' })
      .thenRefuses('actor_required', /who/);
    given(user, role, held)
      .whenIssued({ ...wish, reason: '\n' })
      .thenRefuses('reason_required', /why/);
  });
  test('is refused for a subject split over partitions, before anything else of the state', () => {
    given()
      .whenIssued(wish, { splitSubjects: ['u-9'] })
      .thenRefuses('split_subject', /u-9 stand in more than one partition/);
  });
  test('names a ticket where the workspace asks for one', () => {
    const house = { ...noHouseRules, ticketPattern: 'INC-#' };
    given()
      .whenIssued(wish, { house })
      .thenRefuses('ticket_mismatch', /Name a ticket like INC-#/);
    given()
      .whenIssued({ ...wish, ticket: 'CHG-1' }, { house })
      .thenRefuses('ticket_mismatch', /CHG-1 does not look like INC-#/);
    expect(contentRefusal({ ...wish, ticket: 'INC-77' }, house)).toBeNull();
  });
  test('has a sentence for each rule', () => {
    const rules = examine(unseen, wish, { ...noHouseRules, ticketPattern: '#' });
    for (const { code } of rules) expect(ruleSentence(code)).toMatch(/\.$/);
  });
});
