import { describe, test } from 'vitest';
import type { RoleEvent } from '../../../src/shared/domain/events.ts';
import { unseenRole } from '../../../src/shared/domain/role-state.ts';
import { givenRole } from '../../support/given-when-then.ts';

const roleId = 'r-1';
const fields = { name: 'Admin', description: 'All', permissions: ['users:write'] };
const other = { name: 'Guest', description: null, permissions: [] };
const created: RoleEvent = { type: 'RoleCreatedEvent', data: { roleId, ...fields } };
const createdAgain: RoleEvent = { type: 'RoleCreatedEvent', data: { roleId, ...other } };
const deleted: RoleEvent = { type: 'RoleDeletedEvent', data: { roleId } };
const renamed: RoleEvent = {
  type: 'RoleUpdatedEvent',
  data: { roleId, changes: { name: 'Root' } },
};
const same: RoleEvent = {
  type: 'RoleUpdatedEvent',
  data: { roleId, changes: { permissions: ['users:write'] } },
};
const cleared: RoleEvent = {
  type: 'RoleUpdatedEvent',
  data: { roleId, changes: { description: null, permissions: [] } },
};

describe('an absent role', () => {
  const unseen = unseenRole(roleId);

  test('becomes active when created', () => {
    givenRole()
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
    givenRole()
      .when(renamed)
      .thenChanges({
        changes: { ...unseen, name: 'Root', updatedAt: 100, version: 1 },
        anomalies: ['never_created'],
      });
  });
  test('becomes deleted', () => {
    givenRole()
      .when(deleted)
      .thenChanges({
        changes: { ...unseen, status: 'deleted', deletedAt: 100, updatedAt: 100, version: 1 },
        anomalies: ['never_created'],
      });
  });
});

describe('an active role', () => {
  test('stays as it is when created again', () => {
    givenRole(created).when(createdAgain).thenOnlyReports('already_exists');
  });
  test('has named fields replaced, and its description cleared by null', () => {
    givenRole(created)
      .when(renamed)
      .thenChanges({ changes: { name: 'Root', updatedAt: 100, version: 2 } });
    givenRole(created)
      .when(cleared)
      .thenChanges({ changes: { description: null, permissions: [], updatedAt: 100, version: 2 } });
  });
  test('counts no version for an update that changes nothing', () => {
    givenRole(created).when(same).thenOnlyReports();
  });
  test('becomes deleted, keeping its fields', () => {
    givenRole(created)
      .when(deleted)
      .thenChanges({ changes: { status: 'deleted', deletedAt: 100, updatedAt: 100, version: 2 } });
  });
});

describe('an unknown role', () => {
  test('becomes active when created', () => {
    givenRole(renamed)
      .when(created)
      .thenChanges({
        changes: { ...fields, status: 'active', createdAt: 100, updatedAt: 100, version: 2 },
      });
  });
  test('stays unknown when updated, without an anomaly', () => {
    givenRole(renamed).when(cleared).thenOnlyReports();
    givenRole(cleared)
      .when(renamed)
      .thenChanges({ changes: { name: 'Root', updatedAt: 100, version: 2 } });
  });
  test('becomes deleted', () => {
    givenRole(renamed)
      .when(deleted)
      .thenChanges({ changes: { status: 'deleted', deletedAt: 100, updatedAt: 100, version: 2 } });
  });
});

describe('a deleted role', () => {
  test('is active again when created, with all fields replaced', () => {
    givenRole(created, deleted)
      .when(createdAgain)
      .thenChanges({
        changes: {
          ...other,
          status: 'active',
          createdAt: 100,
          updatedAt: 100,
          deletedAt: null,
          version: 3,
        },
      });
  });
  test('stays as it is when updated or deleted', () => {
    givenRole(created, deleted).when(renamed).thenOnlyReports('after_delete');
    givenRole(created, deleted).when(deleted).thenOnlyReports('after_delete');
  });
});
