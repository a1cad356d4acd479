import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BulkStart, type Bulks, openBulks } from '../../../src/main/commands/open-bulks.ts';
import type { Commands } from '../../../src/main/commands/open-commands.ts';
import { rehearseBulk } from '../../../src/main/commands/rehearse-bulk.ts';
import { headCut } from '../../../src/main/store/read/partitions.ts';
import { userAtCut } from '../../../src/main/store/read/user-at-cut.ts';
import type { Bulk } from '../../../src/shared/contract/bulks.ts';
import { type CommandWorkspace, openCommandWorkspace } from '../../support/command-workspace.ts';

const people = Array.from({ length: 12 }, (_, n) => `u-${n}`);
const bulkId = '6f1c7a3e-0a52-4b0e-9a63-2f3f4f8a0f11';
const start: BulkStart = {
  bulkId,
  change: { type: 'AssignRoleToUser', roleId: 'admin' },
  actor: 'sam',
  reason: 'the whole crew',
  ticket: null,
  basis: null,
  userIds: people,
};

let workspace: CommandWorkspace;
let commands: Commands;
const opened: Bulks[] = [];
beforeEach(async () => {
  workspace = openCommandWorkspace();
  commands = workspace.commands();
  for (const userId of people) {
    const data = {
      userId,
      username: `name ${userId}`,
      email: `${userId}@acme.example`,
      displayName: null,
      attributes: null,
    };
    await commands.issue({ type: 'CreateUser', data, actor: 'sam', reason: 'new' }, 'os_user');
  }
});
afterEach(async () => {
  for (const bulks of opened.splice(0)) await bulks.close();
  await workspace.close();
});

function open(through: Commands = commands): Bulks {
  const bulks = openBulks({
    ...workspace.options(),
    commands: through,
    nameOf: (userId) => `name ${userId}`,
    note: (error) => {
      throw error;
    },
  });
  opened.push(bulks);
  return bulks;
}

async function ended(bulks: Bulks): Promise<Bulk> {
  for (;;) {
    const bulk = bulks.get(bulkId);
    if (bulk.state !== 'running') return bulk;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const rolesOf = (userId: string) =>
  workspace.reader.withSnapshot((snapshot) => userAtCut(snapshot, headCut(snapshot), userId))
    ?.roles;
const written = async () =>
  (await workspace.log.bounds()).reduce((sum, { highWatermark }) => sum + highWatermark, 0);

describe('a bulk', () => {
  it('carries out one change for all, a command and a receipt each', async () => {
    const bulks = open();
    expect(bulks.start(start, 'os_user')).toMatchObject({ state: 'running' });
    const done = await ended(bulks);
    expect(done).toMatchObject({ state: 'done', counts: { total: 12, confirmed: 12, waiting: 0 } });
    for (const { userId, commandId, place } of done.lines) {
      expect(rolesOf(userId)).toEqual(['admin']);
      expect(commands.get(commandId)).toMatchObject({ bulkId, appended: [place] });
    }
  });

  it('is done once however often it is started, and refuses its id for another change', async () => {
    const bulks = open();
    bulks.start(start, 'os_user');
    bulks.start(start, 'os_user');
    await ended(bulks);
    const end = await written();
    bulks.start(start, 'os_user');
    await ended(bulks);
    expect(await written()).toBe(end);
    expect(() => bulks.start({ ...start, reason: 'another' }, 'os_user')).toThrow(
      expect.objectContaining({ fault: expect.objectContaining({ code: 'bulk_id_reused' }) }),
    );
  });

  it('stops after the line under way, and goes on where it stopped: nothing is done twice', async () => {
    let issued = 0;
    const bulks: Bulks = open({
      ...commands,
      issue: (input, actorType) => {
        if (++issued === 4) bulks.stop(bulkId);
        return commands.issue(input, actorType);
      },
    });
    const before = await written();
    bulks.start(start, 'os_user');
    const stopped = await ended(bulks);
    expect(stopped).toMatchObject({ state: 'stopped', counts: { confirmed: 4, waiting: 8 } });
    bulks.resume(bulkId, 'os_user');
    expect(await ended(bulks)).toMatchObject({ state: 'done', counts: { confirmed: 12 } });
    expect((await written()) - before).toBe(12);
  });

  it('is picked up after the app was closed in the middle, by whoever runs it again', async () => {
    let issued = 0;
    const first: Bulks = open({
      ...commands,
      issue: (input, actorType) => {
        if (++issued === 3) void first.close();
        return commands.issue(input, actorType);
      },
    });
    first.start(start, 'os_user');
    await first.close();
    const second = open();
    expect(second.get(bulkId)).toMatchObject({ state: 'stopped' });
    expect(second.list()).toMatchObject([{ bulkId, state: 'stopped' }]);
    second.resume(bulkId, 'os_user');
    expect(await ended(second)).toMatchObject({ state: 'done', counts: { confirmed: 12 } });
  });

  it('gives each line its own verdict, and tries refused ones again when asked', async () => {
    const grant = { type: 'AssignRoleToUser', data: { userId: 'u-3', roleId: 'admin' } } as const;
    await commands.issue({ ...grant, actor: 'kim', reason: 'before' }, 'os_user');
    const bulks = open();
    bulks.start({ ...start, userIds: ['u-2', 'u-3', 'ghost'] }, 'os_user');
    const done = await ended(bulks);
    expect(done.lines.map(({ status, code }) => [status, code])).toEqual([
      ['confirmed', null],
      ['refused', 'already_held'],
      ['refused', 'user_not_active'],
    ]);
    const take = {
      type: 'UnassignRoleFromUser',
      data: { userId: 'u-3', roleId: 'admin' },
    } as const;
    await commands.issue({ ...take, actor: 'kim', reason: 'back' }, 'os_user');
    bulks.resume(bulkId, 'os_user');
    const again = await ended(bulks);
    expect(again.lines.map(({ status }) => status)).toEqual(['confirmed', 'confirmed', 'refused']);
    expect(again.lines[0]?.commandId).toBe(done.lines[0]?.commandId);
  });

  it('stops where every other line would fail too', async () => {
    let off: string | null = null;
    const gated = workspace.commands({ whyOff: () => off });
    let issued = 0;
    const bulks = open({
      ...gated,
      issue: (input, actorType) => {
        if (++issued === 3) off = 'Switched off meanwhile.';
        return gated.issue(input, actorType);
      },
    });
    bulks.start(start, 'os_user');
    const stopped = await ended(bulks);
    expect(stopped).toMatchObject({ state: 'stopped', counts: { confirmed: 2, waiting: 10 } });
    expect(issued).toBe(3);
  });

  it('is not found where nobody started it', () => {
    expect(() => open().get('nobody')).toThrow(
      expect.objectContaining({ fault: expect.objectContaining({ code: 'unknown_bulk' }) }),
    );
  });
});

describe('the dry run of a bulk', () => {
  const asked = { actor: 'sam', reason: 'x', ticket: null };
  const grant = { type: 'AssignRoleToUser', roleId: 'admin' } as const;

  it('finds people by id, username or e-mail, and gives each a verdict; nothing is written', async () => {
    const before = await written();
    const who = ['u-1', 'NAME U-2', 'u-3@acme.example', 'u-1', 'nobody', ' ', 'ada'];
    const { lines, ready } = await rehearseBulk(workspace.options(), {
      ...asked,
      change: grant,
      who,
    });
    expect(lines.map(({ userId, verdict }) => [userId, verdict])).toEqual([
      ['u-1', 'ready'],
      ['u-2', 'ready'],
      ['u-3', 'ready'],
      ['u-1', 'repeated'],
      [null, 'not_found'],
      ['ada', 'ready'],
    ]);
    expect(ready).toBe(4);
    expect(await written()).toBe(before);
  });

  it('says what has nothing to do, and what a rule refuses', async () => {
    const reader = { type: 'AssignRoleToUser', roleId: 'reader' } as const;
    const { lines } = await rehearseBulk(workspace.options(), {
      ...asked,
      change: reader,
      who: ['ada'],
    });
    expect(lines).toMatchObject([{ verdict: 'nothing_to_do', code: 'already_held' }]);
    const ghost = { type: 'AssignRoleToUser', roleId: 'ghost' } as const;
    const refused = await rehearseBulk(workspace.options(), {
      ...asked,
      change: ghost,
      who: ['ada'],
    });
    expect(refused.lines).toMatchObject([{ verdict: 'refused', code: 'role_not_found' }]);
  });

  it('knows what the lines before leave: the last holder of a protected role is kept', async () => {
    for (const userId of ['u-1', 'u-2']) {
      const data = { userId, roleId: 'admin' };
      const wish = { type: 'AssignRoleToUser', data, actor: 'sam', reason: 'x' } as const;
      await commands.issue(wish, 'os_user');
    }
    const house = { protectedRoles: ['admin'], ticketPattern: null };
    const options = workspace.options({ house });
    for (const change of [
      { type: 'UnassignRoleFromUser', roleId: 'admin' },
      { type: 'DeleteUser' },
    ] as const) {
      const { lines } = await rehearseBulk(options, { ...asked, change, who: ['u-1', 'u-2'] });
      expect(lines.map(({ code }) => code)).toEqual([null, 'last_holder']);
    }
  });
});
