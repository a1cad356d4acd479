import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rehearsal as rehearsalSchema } from '../../../src/shared/contract/rehearsal.ts';
import { type CommandWorkspace, openCommandWorkspace } from '../../support/command-workspace.ts';

let workspace: CommandWorkspace;
beforeEach(async () => {
  workspace = openCommandWorkspace();
  await workspace.readToEnd();
});
afterEach(() => workspace.close());

const why = { actor: 'sam', reason: 'a day' };
const grant = {
  type: 'AssignRoleToUser',
  data: { userId: 'ada', roleId: 'admin' },
  ...why,
} as const;

describe('the rehearsal of a command', () => {
  it('shows the events, the state before and after, and each rule; nothing is written or stored', async () => {
    const before = await workspace.log.bounds();
    const found = await workspace.commands().rehearse(grant);
    expect(rehearsalSchema.parse(found)).toEqual(found);
    expect(found).toMatchObject({
      refusal: null,
      events: [{ type: 'RoleAssignedToUserEvent', key: 'ada', partition: 1, data: grant.data }],
      subjects: [{ kind: 'user', id: 'ada', name: 'ada' }],
      fence: 'conditional',
      since: null,
    });
    expect(found.subjects[0]?.before?.['roles']).toEqual(['reader']);
    expect(found.subjects[0]?.after?.['roles']).toEqual(['admin', 'reader']);
    expect(found.rules.map(({ code, why: broken }) => [code, broken])).toEqual([
      ['actor_required', null],
      ['reason_required', null],
      ['split_subject', null],
      ['user_not_active', null],
      ['role_not_found', null],
      ['already_held', null],
    ]);
    expect(await workspace.log.bounds()).toEqual(before);
    expect(workspace.desk.commands.inFlight()).toEqual([]);
  });

  it('names the field a broken rule is about, and writes nothing where one is broken', async () => {
    const data = { userId: 'bob', username: 'ADA', email: 'nowhere' };
    const wish = {
      type: 'CreateUser',
      data: { ...data, displayName: null, attributes: null },
    } as const;
    const found = await workspace.commands().rehearse({ ...wish, ...why });
    const broken = found.rules.filter((rule) => rule.why !== null);
    expect(broken.map(({ code, field }) => [code, field])).toEqual([
      ['email_invalid', 'email'],
      ['username_taken', 'username'],
    ]);
    expect(found).toMatchObject({ refusal: { code: 'email_invalid' }, events: [] });
    expect(found.subjects).toMatchObject([{ id: 'bob', before: null, after: null }]);
  });

  it('puts a subject never seen where murmur2 puts its key', async () => {
    const data = { userId: 'bob', username: 'bob', email: 'bob@acme.example' };
    const wish = {
      type: 'CreateUser',
      data: { ...data, displayName: null, attributes: null },
      ...why,
    } as const;
    const { events } = await workspace.commands().rehearse(wish);
    const receipt = await workspace.commands().issue(wish, 'os_user');
    expect(events[0]?.partition).toBe(receipt.appended[0]?.partition);
    expect(events[0]?.partition).toBe(await workspace.log.partitionOf(Buffer.from('bob')));
  });

  it('says who touched the subject since the basis, and how old that is', async () => {
    const commands = workspace.commands();
    const { decidedAt } = await commands.rehearse(grant);
    await commands.issue({ ...grant, actor: 'kim' }, 'os_user');
    const { since, refusal } = await commands.rehearse({ ...grant, basis: decidedAt.token });
    expect(since?.touched).toMatchObject([
      { type: 'RoleAssignedToUserEvent', actor: 'kim', partition: 1, offset: 2 },
    ]);
    expect(since?.ageMs).toBeGreaterThan(0);
    expect(refusal).toMatchObject({ code: 'already_held' });
  });

  it('shows every holder that would lose a role that is deleted', async () => {
    const wish = { type: 'DeleteRole', data: { roleId: 'reader', withHolders: true } } as const;
    const found = await workspace.commands().rehearse({ ...wish, ...why });
    expect(found.events.map(({ type, key }) => [type, key])).toEqual([
      ['RoleUnassignedFromUserEvent', 'ada'],
      ['RoleDeletedEvent', 'reader'],
    ]);
    expect(found.subjects.map(({ kind, id }) => [kind, id])).toEqual([
      ['role', 'reader'],
      ['user', 'ada'],
    ]);
    expect(found.subjectsTotal).toBe(2);
  });

  it('refuses a basis that is no position', async () => {
    await expect(
      workspace.commands().rehearse({ ...grant, basis: 'yesterday' }),
    ).rejects.toMatchObject({ fault: { code: 'bad_position' } });
  });
});

describe('taking an event back', () => {
  it('drafts the command that does, from the record', async () => {
    const commands = workspace.commands();
    expect(commands.undo({ partition: 1, offset: 1 })).toEqual({
      draft: { type: 'UnassignRoleFromUser', data: { userId: 'ada', roleId: 'reader' } },
      why: null,
      notes: [],
      formerHolders: [],
    });
    const { draft } = commands.undo({ partition: 1, offset: 1 });
    if (!draft) throw new Error('There is a draft.');
    const back = await commands.issue({ ...draft, ...why } as typeof grant, 'os_user');
    expect(back).toMatchObject({ status: 'confirmed' });
    const [place] = back.appended;
    expect(place && commands.undo(place)).toMatchObject({ draft: { type: 'AssignRoleToUser' } });
  });

  it('gives back an update with the values before it', async () => {
    const commands = workspace.commands();
    const changes = { email: 'ada@new.example' };
    const wish = { type: 'UpdateUser', data: { userId: 'ada', changes }, ...why } as const;
    const { appended } = await commands.issue(wish, 'os_user');
    expect(appended[0] && commands.undo(appended[0])).toMatchObject({
      draft: { type: 'UpdateUser', data: { changes: { email: 'ada@acme.example' } } },
    });
  });

  it('names who lost a role together with it', async () => {
    const commands = workspace.commands();
    const data = { roleId: 'reader', withHolders: true };
    const { appended } = await commands.issue({ type: 'DeleteRole', data, ...why }, 'os_user');
    const last = appended.at(-1);
    expect(last && commands.undo(last)).toMatchObject({
      draft: { type: 'CreateRole', data: { roleId: 'reader', name: 'reader' } },
      formerHolders: ['ada'],
    });
  });

  it('is not found where no event stands', () => {
    for (const place of [
      { partition: 1, offset: 99 },
      { partition: 77, offset: 0 },
      { partition: 1, offset: -1 },
    ]) {
      expect(() => workspace.commands().undo(place)).toThrow(
        expect.objectContaining({ fault: expect.objectContaining({ code: 'unknown_record' }) }),
      );
    }
  });
});
