import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Commands } from '../../../src/main/commands/open-commands.ts';
import type { Log } from '../../../src/main/log/log-port.ts';
import { resolvePosition } from '../../../src/main/queries/resolve-position.ts';
import { openDesk } from '../../../src/main/store/desk/open-desk.ts';
import { userAtCut } from '../../../src/main/store/read/user-at-cut.ts';
import { ok } from '../../../src/shared/kit/result.ts';
import type { Cut } from '../../../src/shared/log/cut.ts';
import {
  type CommandWorkspace,
  clock,
  openCommandWorkspace,
} from '../../support/command-workspace.ts';

let workspace: CommandWorkspace;
beforeEach(() => {
  workspace = openCommandWorkspace();
});
afterEach(() => workspace.close());

const newest = { limit: 10, after: null, status: 'all', search: null } as const;
const assign = {
  type: 'AssignRoleToUser',
  data: { userId: 'ada', roleId: 'admin' },
  actor: 'sam',
  reason: 'night shift',
} as const;

describe('issuing a command on a local log', () => {
  it('appends its event to the partition of its subject and confirms it by reading it back', async () => {
    const receipt = await workspace.commands().issue(assign, 'os_user');
    expect(receipt).toMatchObject({ status: 'confirmed', actor: 'sam', races: [], refusal: null });
    expect(receipt.appended).toEqual([
      { partition: 1, offset: 2, eventId: `${receipt.commandId}.1` },
    ]);
    expect(Object.keys(receipt.times)).toEqual(['sent', 'appended', 'confirmed']);
    expect(rolesOf('ada')).toEqual(['admin', 'reader']);
  });

  it('takes a role away', async () => {
    const wish = {
      ...assign,
      type: 'UnassignRoleFromUser',
      data: { userId: 'ada', roleId: 'reader' },
    } as const;
    expect((await workspace.commands().issue(wish, 'os_user')).status).toBe('confirmed');
    expect(rolesOf('ada')).toEqual([]);
  });

  it('has one effect and one receipt when it is sent twice with one id', async () => {
    const commands = workspace.commands();
    const wish = { ...assign, commandId: '6f1c7a3e-0a52-4b0e-9a63-2f3f4f8a0f11' };
    const both = await Promise.all([
      commands.issue(wish, 'os_user'),
      commands.issue(wish, 'os_user'),
    ]);
    expect(both[0]).toEqual(both[1]);
    expect(commands.list(newest).total).toBe(1);
  });

  it('finds a command that another workspace wrote, and writes nothing', async () => {
    const wish = { ...assign, commandId: '6f1c7a3e-0a52-4b0e-9a63-2f3f4f8a0f11' };
    await workspace.commands().issue(wish, 'os_user');
    const end = await endOf(workspace.log);
    const otherDesk = openDesk(join(mkdtempSync(join(tmpdir(), 'playhead-desk-')), 'desk.db'));
    const receipt = await workspace.commands({ desk: otherDesk }).issue(wish, 'os_user');
    expect(receipt.status).toBe('confirmed');
    expect(await endOf(workspace.log)).toEqual(end);
    otherDesk.close();
  });

  it('refuses the same id with another body', async () => {
    const commands = workspace.commands();
    const wish = { ...assign, commandId: '6f1c7a3e-0a52-4b0e-9a63-2f3f4f8a0f11' };
    await commands.issue(wish, 'os_user');
    await expect(commands.issue({ ...wish, reason: 'other' }, 'os_user')).rejects.toMatchObject({
      fault: { code: 'command_id_reused' },
    });
  });
});

describe('refusals', () => {
  const rows = [
    ['already_held', { ...assign, data: { userId: 'ada', roleId: 'reader' } }],
    ['role_not_found', { ...assign, data: { userId: 'ada', roleId: 'ghost' } }],
    ['user_not_active', { ...assign, data: { userId: 'nobody', roleId: 'admin' } }],
    ['not_held', { ...assign, type: 'UnassignRoleFromUser' }],
    ['reason_required', { ...assign, reason: '  ' }],
    ['actor_required', { ...assign, actor: '' }],
  ] as const;
  it.each(rows)('%s: nothing is appended', async (code, wish) => {
    const end = await endOf(workspace.log);
    await expect(workspace.commands().issue(wish, 'os_user')).rejects.toMatchObject({
      fault: { code },
    });
    expect(await endOf(workspace.log)).toEqual(end);
  });

  it('says what changed since the basis, and by whom', async () => {
    const commands = workspace.commands();
    const basis = await tokenOfHead(commands);
    await commands.issue({ ...assign, actor: 'kim' }, 'os_user');
    await expect(commands.issue({ ...assign, basis }, 'os_user')).rejects.toMatchObject({
      fault: {
        code: 'already_held',
        text: expect.stringContaining('RoleAssignedToUserEvent by kim'),
      },
    });
  });

  it('keeps the receipt of a refusal by the state', async () => {
    const commands = workspace.commands();
    await commands
      .issue({ ...assign, data: { userId: 'ada', roleId: 'ghost' } }, 'os_user')
      .catch(() => {});
    expect(commands.list(newest).commands[0]).toMatchObject({
      status: 'refused',
      refusal: { code: 'role_not_found' },
    });
  });

  it('issues nothing while commands are off', async () => {
    const commands = workspace.commands({ whyOff: () => 'Commands are off here.' });
    await expect(commands.issue(assign, 'os_user')).rejects.toMatchObject({
      fault: { code: 'commands_off' },
    });
  });
});

describe('trouble on the way', () => {
  it('begins again under the same id when somebody else wrote first', async () => {
    let lost = 2;
    const log = withTurns(workspace.log, () => (lost-- > 0 ? 'lost_turn' : null));
    const receipt = await workspace.commands({ log }).issue(assign, 'os_user');
    expect(receipt.status).toBe('confirmed');
  });

  it('decides again where something was written between its forecast and its turn', async () => {
    const { log } = workspace;
    let isFirst = true;
    const beginWrite: Log['beginWrite'] = async (signal, expected) => {
      expect(await expected?.()).toEqual([1]);
      if (isFirst) {
        isFirst = false;
        await workspace.commands().issue({ ...assign, actor: 'kim' }, 'os_user');
      }
      return log.beginWrite(signal, expected);
    };
    const commands = workspace.commands({ log: { ...log, beginWrite } });
    const commandId = '00000000-0000-4000-8000-00000000000b';
    await expect(commands.issue({ ...assign, commandId }, 'os_user')).rejects.toMatchObject({
      fault: { code: 'already_held' },
    });
    expect(commands.get(commandId)).toMatchObject({ status: 'refused', appended: [] });
    expect(await endOf(log)).toMatchObject({ 1: 3 });
  });

  it('is stored while the log gets ready for it, and can still be taken back then', async () => {
    const { log, desk } = workspace;
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    const beginWrite: Log['beginWrite'] = async (signal, expected) => {
      await expected?.();
      await held;
      return log.beginWrite(signal);
    };
    const commands = workspace.commands({ log: { ...log, beginWrite } });
    const commandId = '00000000-0000-4000-8000-00000000000a';
    const issued = commands.issue({ ...assign, commandId }, 'os_user').catch((error) => error);
    await expect
      .poll(() => desk.commands.find(commandId))
      .toMatchObject({
        status: 'sent',
        decidedAt: { token: expect.any(String) },
      });
    const cancelled = commands.cancel(commandId);
    letGo();
    expect(await cancelled).toMatchObject({ status: 'refused', refusal: { code: 'cancelled' } });
    expect(await issued).toMatchObject({ fault: { code: 'cancelled' } });
    expect(await endOf(log)).toMatchObject({ 1: 2 });
  });

  it('has one effect when the answer to the append was lost', async () => {
    let lost = 1;
    const log = withTurns(workspace.log, () => (lost-- > 0 ? 'written_but_unknown' : null));
    const receipt = await workspace.commands({ log }).issue(assign, 'os_user');
    expect(receipt.status).toBe('confirmed');
    expect(receipt.appended).toHaveLength(1);
    expect(await endOf(workspace.log)).toMatchObject({ 1: 3 });
  });

  it('answers log_out_of_reach, and stores that nothing was sent, when the log cannot be had', async () => {
    const log: Log = {
      ...workspace.log,
      beginWrite: async () => ({
        ok: false,
        error: { code: 'log_out_of_reach', text: 'No broker answers.' },
      }),
    };
    await expect(workspace.commands({ log }).issue(assign, 'os_user')).rejects.toMatchObject({
      fault: { code: 'log_out_of_reach' },
    });
  });

  it('settles at the next start what was written before the app stopped', async () => {
    const receipt = await workspace.commands().issue(assign, 'os_user');
    workspace.desk.commands.save({ ...receipt, status: 'sent', appended: [] }, clock);
    const commands = workspace.commands();
    await commands.settle();
    expect(commands.get(receipt.commandId)).toMatchObject({
      status: 'confirmed',
      appended: receipt.appended,
    });
  });

  it('settles at the next start that nothing was written', async () => {
    const receipt = await workspace.commands().issue(assign, 'os_user');
    const other = {
      ...receipt,
      commandId: '00000000-0000-4000-8000-000000000000',
      status: 'sent' as const,
    };
    workspace.desk.commands.save({ ...other, appended: [] }, clock);
    const commands = workspace.commands();
    await commands.settle();
    expect(commands.get(other.commandId)).toMatchObject({
      status: 'refused',
      refusal: { code: 'not_written' },
    });
  });
});

function rolesOf(userId: string): readonly string[] | undefined {
  return workspace.reader.withSnapshot((snapshot) => {
    const { cut } = resolvePosition(snapshot, 'head');
    return userAtCut(snapshot, cut, userId)?.roles;
  });
}

async function tokenOfHead(commands: Commands): Promise<string> {
  await commands
    .issue({ ...assign, data: { userId: 'ada', roleId: 'ghost' } }, 'os_user')
    .catch(() => {});
  return workspace.reader.withSnapshot((snapshot) => {
    const { cut } = resolvePosition(snapshot, 'head');
    return Object.entries(cut).map(([partition, next]) => `p${partition}:${next - 1}`)[1] ?? 'head';
  });
}

async function endOf(log: Log): Promise<Cut> {
  return Object.fromEntries(
    (await log.bounds()).map((bounds) => [bounds.partition, bounds.lastStable]),
  );
}

/** The log with turns that fail as told: before writing, or after it with the answer lost. */
function withTurns(log: Log, fate: () => 'lost_turn' | 'written_but_unknown' | null): Log {
  return {
    ...log,
    beginWrite: async (...wish) => {
      const turn = await log.beginWrite(...wish);
      if (!turn.ok) return turn;
      const append: typeof turn.value.append = async (records, before) => {
        const what = fate();
        if (what === 'lost_turn')
          return { ok: false, error: { code: 'lost_turn', text: 'Somebody wrote first.' } };
        const outcome = await turn.value.append(records, before);
        if (what === null) return outcome;
        return { ok: false, error: { code: 'unknown', text: 'The answer was lost.' } };
      };
      return ok({ ...turn.value, append, close: () => turn.value.close() });
    },
  };
}
