import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandInput } from '../../../src/main/commands/open-commands.ts';
import { headCut } from '../../../src/main/store/read/partitions.ts';
import { roleAtCut } from '../../../src/main/store/read/role-at-cut.ts';
import { userAtCut } from '../../../src/main/store/read/user-at-cut.ts';
import type { CommandBody } from '../../../src/shared/domain/commands.ts';
import { type CommandWorkspace, openCommandWorkspace } from '../../support/command-workspace.ts';

// In these workspaces ada is active and holds reader; there is a role admin.
let workspace: CommandWorkspace;
beforeEach(() => {
  workspace = openCommandWorkspace();
});
afterEach(() => workspace.close());

const asked = (body: CommandBody): CommandInput => ({ ...body, actor: 'sam', reason: 'a day' });
const issue = (body: CommandBody) => workspace.commands().issue(asked(body), 'os_user');
const refused = (body: CommandBody) =>
  issue(body).then(
    () => 'nothing',
    (error: { fault: { code: string } }) => error.fault.code,
  );
const userOf = (id: string) =>
  workspace.reader.withSnapshot((snapshot) => userAtCut(snapshot, headCut(snapshot), id));
const roleOf = (id: string) =>
  workspace.reader.withSnapshot((snapshot) => roleAtCut(snapshot, headCut(snapshot), id));

const bob = {
  userId: 'bob',
  username: 'bob',
  email: 'bob@acme.example',
  displayName: 'Bob',
  attributes: { team: ['a', { n: 1 }] },
};
const writer = { roleId: 'writer', name: 'writer', description: 'Writes', permissions: ['w:w'] };

describe('each command changes what the log says, and nothing else does', () => {
  it('CreateUser', async () => {
    expect(await issue({ type: 'CreateUser', data: bob })).toMatchObject({ status: 'confirmed' });
    expect(userOf('bob')).toMatchObject({ ...bob, status: 'active', roles: [] });
  });
  it('UpdateUser replaces fields whole, and null clears', async () => {
    await issue({ type: 'CreateUser', data: bob });
    const changes = { displayName: null, attributes: { x: null } };
    await issue({ type: 'UpdateUser', data: { userId: 'bob', changes } });
    expect(userOf('bob')).toMatchObject({ displayName: null, attributes: { x: null } });
  });
  it('DeleteUser, and the user comes back when created again', async () => {
    await issue({ type: 'DeleteUser', data: { userId: 'ada' } });
    expect(userOf('ada')).toMatchObject({ status: 'deleted', roles: [] });
    const again = { ...bob, userId: 'ada', username: 'ada', email: 'ada@acme.example' };
    await issue({ type: 'CreateUser', data: again });
    expect(userOf('ada')).toMatchObject({ status: 'active', displayName: 'Bob' });
  });
  it('AssignRoleToUser and UnassignRoleFromUser', async () => {
    const data = { userId: 'ada', roleId: 'admin' };
    await issue({ type: 'AssignRoleToUser', data });
    expect(userOf('ada')?.roles).toEqual(['admin', 'reader']);
    await issue({ type: 'UnassignRoleFromUser', data });
    expect(userOf('ada')?.roles).toEqual(['reader']);
  });
  it('CreateRole and UpdateRole', async () => {
    await issue({ type: 'CreateRole', data: writer });
    await issue({
      type: 'UpdateRole',
      data: { roleId: 'writer', changes: { permissions: ['a:a'] } },
    });
    expect(roleOf('writer')).toMatchObject({
      name: 'writer',
      description: 'Writes',
      permissions: ['a:a'],
    });
  });
  it('DeleteRole with its holders: one receipt, the withdrawals first, each in its own partition', async () => {
    const receipt = await issue({
      type: 'DeleteRole',
      data: { roleId: 'reader', withHolders: true },
    });
    expect(receipt).toMatchObject({ status: 'confirmed', races: [] });
    expect(receipt.appended.map(({ partition }) => partition)).toEqual([1, 0]);
    expect(userOf('ada')?.roles).toEqual([]);
    expect(roleOf('reader')?.status).toBe('deleted');
  });
});

describe('names are unique among the active, case aside', () => {
  it.each([
    ['username_taken', { type: 'CreateUser', data: { ...bob, username: 'ADA' } }],
    ['email_taken', { type: 'CreateUser', data: { ...bob, email: 'Ada@Acme.example' } }],
    ['role_name_taken', { type: 'CreateRole', data: { ...writer, name: 'Admin' } }],
    [
      'role_name_taken',
      { type: 'UpdateRole', data: { roleId: 'reader', changes: { name: 'ADMIN' } } },
    ],
  ] as const)('%s', async (code, body) => {
    expect(await refused(body)).toBe(code);
  });
  it('a user keeps its own name, and a deleted one gives it free', async () => {
    const changes = { username: 'Ada' };
    await issue({ type: 'UpdateUser', data: { userId: 'ada', changes } });
    await issue({ type: 'DeleteUser', data: { userId: 'ada' } });
    await issue({ type: 'CreateUser', data: { ...bob, username: 'ada', email: 'a@a.example' } });
    expect(userOf('bob')?.username).toBe('ada');
  });
  it('part of a name is not the name', async () => {
    const email = 'da@acme.example';
    expect(await refused({ type: 'CreateUser', data: { ...bob, username: 'ad', email } })).toBe(
      'nothing',
    );
  });
});

describe('the rules of the workspace', () => {
  const house = { protectedRoles: ['reader'], ticketPattern: 'INC-#' };
  it('keep the last holder of a protected role, and stand on the receipt', async () => {
    const commands = workspace.commands({ house });
    const wish = (body: CommandBody) =>
      commands.issue({ ...asked(body), ticket: 'INC-7' }, 'os_user');
    const take = {
      type: 'UnassignRoleFromUser',
      data: { userId: 'ada', roleId: 'reader' },
    } as const;
    await expect(wish(take)).rejects.toMatchObject({ fault: { code: 'last_holder' } });
    await expect(wish({ type: 'DeleteUser', data: { userId: 'ada' } })).rejects.toMatchObject({
      fault: { code: 'last_holder' },
    });
    const role = { roleId: 'reader', withHolders: true };
    await expect(wish({ type: 'DeleteRole', data: role })).rejects.toMatchObject({
      fault: { code: 'last_holder' },
    });
    await wish({ type: 'CreateUser', data: bob });
    await wish({ type: 'AssignRoleToUser', data: { userId: 'bob', roleId: 'reader' } });
    expect(await wish(take)).toMatchObject({ status: 'confirmed', house });
  });
  it('ask for a ticket of their form before anything is stored', async () => {
    const commands = workspace.commands({ house });
    const wish = asked({ type: 'DeleteUser', data: { userId: 'ada' } });
    await expect(commands.issue(wish, 'os_user')).rejects.toMatchObject({
      fault: { code: 'ticket_mismatch' },
    });
    expect(
      workspace.desk.commands.list({ limit: 9, after: null, status: 'all', search: null }),
    ).toMatchObject({ total: 0 });
  });
});
