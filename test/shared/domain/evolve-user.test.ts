import { describe, test } from 'vitest';
import type { UserEvent } from '../../../src/shared/domain/events.ts';
import { unseenUser } from '../../../src/shared/domain/user-state.ts';
import { givenUser } from '../../support/given-when-then.ts';

const userId = 'u-1';
const fields = {
  username: 'ada',
  email: 'ada@corp.example',
  displayName: 'Ada L',
  attributes: { site: 'Kiel' },
};
const other = { username: 'bo', email: 'bo@corp.example', displayName: null, attributes: null };

const created: UserEvent = { type: 'UserCreatedEvent', data: { userId, ...fields } };
const createdAgain: UserEvent = { type: 'UserCreatedEvent', data: { userId, ...other } };
const deleted: UserEvent = { type: 'UserDeletedEvent', data: { userId } };
const signedIn: UserEvent = {
  type: 'UserLoggedInEvent',
  data: { userId, ip: null, userAgent: null, method: null },
};
const assigned = (roleId: string): UserEvent => ({
  type: 'RoleAssignedToUserEvent',
  data: { userId, roleId },
});
const unassigned = (roleId: string): UserEvent => ({
  type: 'RoleUnassignedFromUserEvent',
  data: { userId, roleId },
});
const updated = (
  changes: Extract<UserEvent, { type: 'UserUpdatedEvent' }>['data']['changes'],
): UserEvent => ({ type: 'UserUpdatedEvent', data: { userId, changes } });

const unseen = unseenUser(userId);

describe('an absent user', () => {
  test('becomes active when created', () => {
    givenUser()
      .when(created)
      .thenChanges({
        changes: {
          ...unseen,
          ...fields,
          status: 'active',
          createdAt: 100,
          updatedAt: 100,
          version: 1,
        },
      });
  });
  test('becomes unknown with the fields of an update', () => {
    givenUser()
      .when(updated({ email: 'new@corp.example' }))
      .thenChanges({
        changes: { ...unseen, email: 'new@corp.example', updatedAt: 100, version: 1 },
        anomalies: ['never_created'],
      });
  });
  test('becomes deleted, with no fields, when deleted', () => {
    givenUser()
      .when(deleted)
      .thenChanges({
        changes: { ...unseen, status: 'deleted', deletedAt: 100, updatedAt: 100, version: 1 },
        anomalies: ['never_created'],
      });
  });
  test('becomes unknown with one sign-in', () => {
    givenUser()
      .when(signedIn)
      .thenChanges({
        changes: { ...unseen, loginCount: 1, lastLoginAt: 100, updatedAt: 100, version: 1 },
        anomalies: ['never_created'],
      });
  });
  test('becomes unknown holding a role', () => {
    givenUser()
      .when(assigned('r'))
      .thenChanges({
        changes: { ...unseen, roles: ['r'], updatedAt: 100, version: 1 },
        anomalies: ['never_created'],
      });
  });
  test('becomes unknown when a role is taken, which it did not hold', () => {
    givenUser()
      .when(unassigned('r'))
      .thenChanges({
        changes: { ...unseen, updatedAt: 100, version: 1 },
        anomalies: ['never_created', 'not_held'],
      });
  });
});

describe('an active user', () => {
  test('stays as it is when created again', () => {
    givenUser(created).when(createdAgain).thenOnlyReports('already_exists');
  });
  test('has named fields replaced by an update', () => {
    givenUser(created)
      .when(updated({ username: 'lovelace', attributes: { floor: 2 } }))
      .thenChanges({
        changes: { username: 'lovelace', attributes: { floor: 2 }, updatedAt: 100, version: 2 },
      });
  });
  test('has its display name and attributes cleared by null', () => {
    givenUser(created)
      .when(updated({ displayName: null, attributes: null }))
      .thenChanges({
        changes: { displayName: null, attributes: null, updatedAt: 100, version: 2 },
      });
  });
  test('counts no version for an update that changes nothing', () => {
    givenUser(created)
      .when(updated({ username: 'ada', attributes: { site: 'Kiel' } }))
      .thenOnlyReports();
  });
  test('keeps its fields and sign-ins but no role when deleted', () => {
    givenUser(created, signedIn, assigned('r'))
      .when(deleted)
      .thenChanges({
        changes: { status: 'deleted', deletedAt: 100, roles: [], updatedAt: 100, version: 4 },
      });
  });
  test('counts a sign-in', () => {
    givenUser(created, signedIn)
      .when(signedIn)
      .thenChanges({ changes: { loginCount: 2, lastLoginAt: 100, updatedAt: 100, version: 3 } });
  });
  test('holds an assigned role; roles stand by code point', () => {
    givenUser(created, assigned('\u{1f600}'))
      .when(assigned('\uff5e'))
      .thenChanges({ changes: { roles: ['\uff5e', '\u{1f600}'], updatedAt: 100, version: 3 } });
  });
  test('stays as it is when given a role it holds', () => {
    givenUser(created, assigned('r')).when(assigned('r')).thenOnlyReports('already_held');
  });
  test('does not hold a role that is taken', () => {
    givenUser(created, assigned('r'), assigned('s'))
      .when(unassigned('r'))
      .thenChanges({ changes: { roles: ['s'], updatedAt: 100, version: 4 } });
  });
  test('stays as it is when a role is taken that it does not hold', () => {
    givenUser(created).when(unassigned('r')).thenOnlyReports('not_held');
  });
});

describe('an unknown user', () => {
  test('becomes active when created, keeping roles and sign-ins', () => {
    givenUser(signedIn, assigned('r'))
      .when(created)
      .thenChanges({
        changes: { ...fields, status: 'active', createdAt: 100, updatedAt: 100, version: 3 },
      });
  });
  test('stays unknown when updated, signed in, given and deprived of roles, without an anomaly', () => {
    givenUser(signedIn)
      .when(updated({ username: 'x' }))
      .thenChanges({
        changes: { username: 'x', updatedAt: 100, version: 2 },
      });
    givenUser(signedIn)
      .when(signedIn)
      .thenChanges({
        changes: { loginCount: 2, lastLoginAt: 100, updatedAt: 100, version: 2 },
      });
    givenUser(signedIn)
      .when(assigned('r'))
      .thenChanges({
        changes: { roles: ['r'], updatedAt: 100, version: 2 },
      });
    givenUser(signedIn, assigned('r'))
      .when(unassigned('r'))
      .thenChanges({
        changes: { roles: [], updatedAt: 100, version: 3 },
      });
  });
  test('reports what it holds already and what it does not hold', () => {
    givenUser(assigned('r')).when(assigned('r')).thenOnlyReports('already_held');
    givenUser(assigned('r')).when(unassigned('s')).thenOnlyReports('not_held');
  });
  test('becomes deleted', () => {
    givenUser(signedIn, assigned('r'))
      .when(deleted)
      .thenChanges({
        changes: { status: 'deleted', roles: [], deletedAt: 100, updatedAt: 100, version: 3 },
      });
  });
});

describe('a deleted user', () => {
  const gone = [created, signedIn, assigned('r'), deleted] as const;

  test('is active again when created: fields replaced, sign-ins from 0', () => {
    givenUser(...gone)
      .when(createdAgain)
      .thenChanges({
        changes: {
          ...other,
          status: 'active',
          loginCount: 0,
          lastLoginAt: null,
          createdAt: 100,
          updatedAt: 100,
          deletedAt: null,
          version: 5,
        },
      });
  });
  test.each([updated({ username: 'x' }), deleted, signedIn, assigned('r'), unassigned('r')])(
    'stays as it is, reported as after_delete: $type',
    (event) => {
      givenUser(...gone)
        .when(event)
        .thenOnlyReports('after_delete');
    },
  );
});
