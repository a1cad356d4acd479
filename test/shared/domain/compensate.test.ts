import { describe, expect, test } from 'vitest';
import { compensateRoleEvent, compensateUserEvent } from '../../../src/shared/domain/compensate.ts';
import type { RoleEvent, UserEvent } from '../../../src/shared/domain/events.ts';
import { roleAfter, userAfter } from '../../support/given-when-then.ts';

const fields = { username: 'ada', email: 'ada@acme.example', displayName: 'Ada', attributes: null };
const born: UserEvent = { type: 'UserCreatedEvent', data: { userId: 'u-1', ...fields } };
const granted: UserEvent = {
  type: 'RoleAssignedToUserEvent',
  data: { userId: 'u-1', roleId: 'r-1' },
};
const gone: UserEvent = { type: 'UserDeletedEvent', data: { userId: 'u-1' } };
const renamed: UserEvent = {
  type: 'UserUpdatedEvent',
  data: { userId: 'u-1', changes: { username: 'eva', displayName: null } },
};
const roleFields = { name: 'Admin', description: null, permissions: ['users:write'] };
const roleBorn: RoleEvent = { type: 'RoleCreatedEvent', data: { roleId: 'r-1', ...roleFields } };
const roleGone: RoleEvent = { type: 'RoleDeletedEvent', data: { roleId: 'r-1' } };
const widened: RoleEvent = {
  type: 'RoleUpdatedEvent',
  data: { roleId: 'r-1', changes: { permissions: ['*'] } },
};

/** The event after others, and what came later still. */
function ofUser(before: readonly UserEvent[], event: UserEvent, later: readonly UserEvent[] = []) {
  const below = userAfter(...before);
  return compensateUserEvent(event, { below, now: userAfter(...before, event, ...later) });
}
function ofRole(before: readonly RoleEvent[], event: RoleEvent, later: readonly RoleEvent[] = []) {
  const below = roleAfter(...before);
  return compensateRoleEvent(event, { below, now: roleAfter(...before, event, ...later) });
}

describe('what takes an event of a user back', () => {
  test('a creation: the deletion; a grant: the withdrawal, and the other way round', () => {
    expect(ofUser([], born)).toMatchObject({ value: { body: { type: 'DeleteUser' } } });
    expect(ofUser([born], granted)).toMatchObject({
      value: { body: { type: 'UnassignRoleFromUser', data: granted.data } },
    });
    const withdrawn = { ...granted, type: 'RoleUnassignedFromUserEvent' } as const;
    expect(ofUser([born, granted], withdrawn)).toMatchObject({
      value: { body: { type: 'AssignRoleToUser', data: granted.data } },
    });
  });
  test('an update: the values before it, of the fields it replaced', () => {
    expect(ofUser([born], renamed)).toEqual({
      ok: true,
      value: {
        body: {
          type: 'UpdateUser',
          data: { userId: 'u-1', changes: { username: 'ada', displayName: 'Ada' } },
        },
        notes: [],
      },
    });
  });
  test('an update that was changed again: says that this goes back past the later one', () => {
    const again: UserEvent = {
      type: 'UserUpdatedEvent',
      data: { userId: 'u-1', changes: { username: 'eve' } },
    };
    const undone = ofUser([born], renamed, [again]);
    expect(undone.ok && undone.value.notes).toEqual([
      expect.stringMatching(/^username was changed again/),
    ]);
  });
  test('a deletion: the user with the last fields, and a word on the roles that do not come back', () => {
    const undone = ofUser([born, granted], gone);
    expect(undone).toMatchObject({
      value: { body: { type: 'CreateUser', data: { userId: 'u-1', ...fields } } },
    });
    expect(undone.ok && undone.value.notes).toEqual([expect.stringMatching(/held r-1/)]);
  });
  test('nothing: a sign-in, and what was never seen before', () => {
    const signedIn: UserEvent = {
      type: 'UserLoggedInEvent',
      data: { userId: 'u-1', ip: null, userAgent: null, method: null },
    };
    expect(ofUser([born], signedIn)).toMatchObject({ ok: false });
    expect(ofUser([], gone)).toMatchObject({ ok: false, error: expect.stringMatching(/never/) });
    expect(ofUser([], renamed)).toMatchObject({ ok: false });
  });
});

describe('what takes an event of a role back', () => {
  test('a creation: the deletion; a deletion: the role as it was; an update: the values before', () => {
    expect(ofRole([], roleBorn)).toMatchObject({
      value: { body: { type: 'DeleteRole', data: { roleId: 'r-1', withHolders: false } } },
    });
    expect(ofRole([roleBorn, widened], roleGone)).toMatchObject({
      value: { body: { type: 'CreateRole', data: { ...roleFields, permissions: ['*'] } } },
    });
    expect(ofRole([roleBorn], widened)).toMatchObject({
      value: { body: { data: { changes: { permissions: ['users:write'] } } } },
    });
  });
  test('nothing, where the role was never seen', () => {
    expect(ofRole([], roleGone)).toMatchObject({ ok: false });
    expect(ofRole([], widened)).toMatchObject({ ok: false });
  });
});
