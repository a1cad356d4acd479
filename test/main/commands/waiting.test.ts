import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Commands } from '../../../src/main/commands/open-commands.ts';
import type { Log, WriteTurn } from '../../../src/main/log/log-port.ts';
import type { Receipt } from '../../../src/shared/contract/commands.ts';
import { err, ok } from '../../../src/shared/kit/result.ts';
import { type CommandWorkspace, openCommandWorkspace } from '../../support/command-workspace.ts';

let workspace: CommandWorkspace;
beforeEach(() => {
  workspace = openCommandWorkspace();
});
afterEach(() => workspace.close());

const commandId = '6f1c7a3e-0a52-4b0e-9a63-2f3f4f8a0f11';
const grant = {
  commandId,
  type: 'AssignRoleToUser',
  data: { userId: 'ada', roleId: 'admin' },
  actor: 'sam',
  reason: 'night shift',
} as const;
const lostTurn = err({ code: 'lost_turn', text: 'Somebody else writes.' } as const);

/** The log, whose turns somebody else holds until told otherwise. */
function heldLog(): { log: Log; letGo(): void } {
  let isHeld = true;
  const { log } = workspace;
  const beginWrite: Log['beginWrite'] = async (...wish) =>
    isHeld ? lostTurn : log.beginWrite(...wish);
  return {
    log: { ...log, beginWrite },
    letGo: () => {
      isHeld = false;
    },
  };
}

async function until(commands: Commands, fits: (receipt: Receipt) => boolean): Promise<Receipt> {
  for (;;) {
    const receipt = commands.find(commandId);
    if (receipt && fits(receipt)) return receipt;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a command whose turn another Playhead holds', () => {
  it('says so on its receipt while it waits, stands in the list, and goes on when it is let', async () => {
    const { log, letGo } = heldLog();
    const commands = workspace.commands({ log });
    const issued = commands.issue(grant, 'os_user');
    const { waiting } = await until(commands, (receipt) => receipt.waiting !== null);
    expect(waiting).toMatchObject({
      code: 'another_writer',
      text: expect.stringContaining('Another Playhead is writing'),
    });
    const list = commands.list({ limit: 10, after: null, status: 'in_flight', search: null });
    expect(list.commands.map((receipt) => receipt.commandId)).toEqual([commandId]);
    expect(list.ofAll).toMatchObject({ all: 1, in_flight: 1 });
    letGo();
    expect(await issued).toMatchObject({ status: 'confirmed', waiting: null });
  });

  it('can be taken back: nothing is written, and the same id may try again', async () => {
    const { log, letGo } = heldLog();
    const commands = workspace.commands({ log });
    const issued = commands.issue(grant, 'os_user').catch((error: unknown) => error);
    await until(commands, (receipt) => receipt.waiting !== null);
    expect(await commands.cancel(commandId)).toMatchObject({
      status: 'refused',
      refusal: { code: 'cancelled' },
    });
    expect(await issued).toMatchObject({ fault: { code: 'cancelled' } });
    letGo();
    expect(await commands.issue(grant, 'os_user')).toMatchObject({ status: 'confirmed' });
  });

  it('can be taken back while one before it still waits', async () => {
    const { log, letGo } = heldLog();
    const commands = workspace.commands({ log });
    const other = { ...grant, commandId: '6f1c7a3e-0a52-4b0e-9a63-2f3f4f8a0f12' };
    const first = commands.issue(other, 'os_user');
    const second = commands.issue(grant, 'os_user').catch((error: unknown) => error);
    const cancelled = commands.cancel(commandId);
    letGo();
    expect(await first).toMatchObject({ status: 'confirmed' });
    expect(await cancelled).toMatchObject({ refusal: { code: 'cancelled' } });
    expect(await second).toMatchObject({ fault: { code: 'cancelled' } });
  });

  it('ends as busy when it was held off for five seconds', async () => {
    let now = 0;
    const { log } = heldLog();
    const commands = workspace.commands({ log, now: () => (now += 2_000) });
    await expect(commands.issue(grant, 'os_user')).rejects.toMatchObject({
      fault: { code: 'busy', data: { receipt: { status: 'refused', waiting: null } } },
    });
  });

  it('cannot be taken back once it was sent, or has ended', async () => {
    const commands = workspace.commands();
    await commands.issue(grant, 'os_user');
    await expect(commands.cancel(commandId)).rejects.toMatchObject({
      fault: { code: 'not_cancellable' },
    });
    await expect(commands.cancel('nobody')).rejects.toMatchObject({
      fault: { code: 'unknown_command' },
    });
  });
});

describe('a command behind somebody’s open transaction', () => {
  it('says how many offsets hold it back, and ends without writing when that does not end', async () => {
    const behind = turnsThat((turn) => ({ ...turn, end: { ...turn.end, 1: 99 as never } }));
    const commands = workspace.commands({ log: behind, heldBack: () => 3 });
    const issued = commands.issue(grant, 'os_user').catch((error: unknown) => error);
    const { waiting } = await until(commands, (receipt) => receipt.waiting !== null);
    expect(waiting).toMatchObject({
      code: 'held_back',
      text: 'Held back by an open transaction, 3 offsets.',
    });
    expect(await issued).toMatchObject({ fault: { code: 'held_back' } });
    expect((await workspace.log.bounds())[1]).toMatchObject({ lastStable: 2 });
  }, 20_000);

  it('can be taken back meanwhile', async () => {
    const behind = turnsThat((turn) => ({ ...turn, end: { ...turn.end, 1: 99 as never } }));
    const commands = workspace.commands({ log: behind, heldBack: () => 1 });
    const issued = commands.issue(grant, 'os_user').catch((error: unknown) => error);
    await until(commands, (receipt) => receipt.waiting !== null);
    expect(await commands.cancel(commandId)).toMatchObject({ refusal: { code: 'cancelled' } });
    expect(await issued).toMatchObject({ fault: { code: 'cancelled' } });
  });

  it('is appended, and does not hold up the next command, while it cannot be read back', async () => {
    let far = true;
    const commands = workspace.commands({
      answerWithinMs: 200,
      heldBack: () => (far ? 2 : 0),
      log: turnsThat((turn) => ({
        ...turn,
        append: async (records, before) => {
          const outcome = await turn.append(records, before);
          if (!outcome.ok || !far) return outcome;
          return ok(outcome.value.map((place) => ({ ...place, offset: 7 as never })));
        },
      })),
    });
    const receipt = await commands.issue(grant, 'os_user');
    expect(receipt.status).toBe('appended');
    const told = await until(commands, ({ waiting }) => waiting !== null);
    expect(told).toMatchObject({ status: 'appended', waiting: { code: 'held_back' } });
    far = false;
    const next = {
      ...grant,
      commandId: '6f1c7a3e-0a52-4b0e-9a63-2f3f4f8a0f12',
      type: 'UnassignRoleFromUser',
      data: { userId: 'ada', roleId: 'reader' },
    } as const;
    expect(await commands.issue(next, 'os_user')).toMatchObject({ status: 'confirmed' });
  });
});

describe('a log without a fence', () => {
  const unfenced = (change: (turn: WriteTurn) => Partial<WriteTurn> = () => ({})) =>
    turnsThat((turn) => ({ ...turn, fence: 'unfenced', ...change(turn) }));

  it('is said on the receipt', async () => {
    const receipt = await workspace.commands({ log: unfenced() }).issue(grant, 'os_user');
    expect(receipt).toMatchObject({ status: 'confirmed', fence: 'unfenced' });
  });

  it('never sends again what it lost the answer to, and finds it when it landed late', async () => {
    let sends = 0;
    let land = async () => {};
    const log = unfenced((turn) => ({
      append: async (records, before) => {
        before?.();
        sends++;
        land = async () => {
          const late = await workspace.log.beginWrite(new AbortController().signal);
          if (late.ok) await late.value.append(records);
        };
        void turn;
        return err({ code: 'unknown', text: 'The answer was lost.' });
      },
    }));
    const commands = workspace.commands({ log, answerWithinMs: 300 });
    const soFar = await commands.issue(grant, 'os_user');
    expect(soFar.status).toBe('unknown');
    await commands.settle();
    expect(commands.find(commandId)).toMatchObject({ status: 'unknown' });
    await land();
    await until(commands, ({ status }) => status === 'confirmed');
    expect(sends).toBe(1);
  }, 20_000);

  it('refuses what would have to be written to several partitions at once', async () => {
    const text = 'These stand in two partitions.';
    const log = unfenced(() => ({ append: async () => err({ code: 'not_atomic', text }) }));
    const wish = {
      type: 'DeleteRole',
      data: { roleId: 'reader', withHolders: true },
      actor: 'sam',
      reason: 'not needed',
    } as const;
    await expect(workspace.commands({ log }).issue(wish, 'os_user')).rejects.toMatchObject({
      fault: { code: 'not_atomic', text },
    });
  });

  it('shows as raced what was overtaken, with the event that came between', async () => {
    const log = unfenced((turn) => ({
      append: async (records, atLast) => {
        atLast?.();
        const rival = workspace.commands();
        const before = { ...grant, commandId: '6f1c7a3e-0a52-4b0e-9a63-2f3f4f8a0f12' };
        await rival.issue({ ...before, actor: 'kim' }, 'os_user');
        void turn;
        const again = await workspace.log.beginWrite(new AbortController().signal);
        return again.ok ? again.value.append(records) : again;
      },
    }));
    expect(await workspace.commands({ log }).issue(grant, 'os_user')).toMatchObject({
      status: 'raced',
      races: [{ type: 'RoleAssignedToUserEvent', actor: 'kim', partition: 1, offset: 2 }],
      appended: [{ partition: 1, offset: 3 }],
    });
  });
});

/** The log with turns that are not as they were. */
function turnsThat(change: (turn: WriteTurn) => WriteTurn): Log {
  const { log } = workspace;
  return {
    ...log,
    beginWrite: async (...wish) => {
      const turn = await log.beginWrite(...wish);
      return turn.ok ? ok(change({ ...turn.value, close: () => turn.value.close() })) : turn;
    },
  };
}
