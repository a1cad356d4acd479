import { describe, expect, it } from 'vitest';
import {
  type CommandDoor,
  carryOut,
  isSpent,
} from '../../../../src/renderer/features/commands/carry-out.ts';
import {
  type CommandOrder,
  createCommandIds,
} from '../../../../src/renderer/features/commands/command-ids.ts';
import type { Receipt } from '../../../../src/shared/contract/commands.ts';
import { exampleReceipt } from './receipt-example.ts';

const body = {
  draft: { type: 'AssignRoleToUser', data: { userId: 'u-1', roleId: 'deploy' } },
  actor: 'm.okafor',
  reason: 'Covers the night shift',
  ticket: '',
} as const satisfies CommandOrder;
const order = { ...body, commandId: exampleReceipt().commandId, basis: 'cut1_a' };

type Asked = { issued: number; looked: number };

function door(answers: {
  issue: (asked: Asked) => Promise<Receipt>;
  get?: (asked: Asked) => Receipt | null;
}): CommandDoor & { asked: Asked } {
  const asked = { issued: 0, looked: 0 };
  return {
    asked,
    issue: async () => {
      asked.issued++;
      return answers.issue(asked);
    },
    get: async () => {
      asked.looked++;
      const found = answers.get?.(asked) ?? null;
      if (!found) throw new Error('not stored yet');
      return found;
    },
    wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
    faultOf: (error) => error as { code: string; text: string; data?: unknown },
  };
}

function watch() {
  const told: Receipt['status'][] = [];
  return { told, tell: ({ status }: Receipt) => told.push(status) };
}

describe('carrying out a command', () => {
  it('tells the receipt on its way and ends with the final one', async () => {
    const { told, tell } = watch();
    const slow = door({
      issue: async (asked) => {
        while (asked.looked < 3) await new Promise((resolve) => setTimeout(resolve, 1));
        return exampleReceipt();
      },
      get: ({ looked }) => (looked < 2 ? null : exampleReceipt({ status: 'sent' })),
    });
    const outcome = await carryOut(slow, order, { tell, signal: new AbortController().signal });
    expect(outcome).toEqual({ kind: 'ended', receipt: exampleReceipt() });
    expect(told[0]).toBe('sent');
    expect(told.at(-1)).toBe('confirmed');
    expect(isSpent(outcome)).toBe(true);
  });

  it('follows an answer that is not final until the log has told', async () => {
    const { told, tell } = watch();
    const late = door({
      issue: async () => exampleReceipt({ status: 'appended' }),
      get: ({ looked }) => exampleReceipt({ status: looked < 3 ? 'appended' : 'raced' }),
    });
    const outcome = await carryOut(late, order, { tell, signal: new AbortController().signal });
    expect(outcome.receipt?.status).toBe('raced');
    expect(told.at(-1)).toBe('raced');
    expect(late.asked.issued).toBe(1);
  });

  it('gives the refusal with the receipt that was kept of it', async () => {
    const refused = exampleReceipt({ status: 'refused', appended: [] });
    const fault = { code: 'already_held', text: 'Held already.', data: { receipt: refused } };
    const no = door({ issue: () => Promise.reject(fault) });
    const outcome = await carryOut(no, order, {
      tell: () => undefined,
      signal: new AbortController().signal,
    });
    expect(outcome).toEqual({ kind: 'no', fault, receipt: refused });
    expect(isSpent(outcome)).toBe(true);
  });

  it('does not count the id as spent where the answer was lost', async () => {
    const fault = { code: 'connection_lost', text: 'The answer did not come.' };
    const lost = door({ issue: () => Promise.reject(fault) });
    const outcome = await carryOut(lost, order, {
      tell: () => undefined,
      signal: new AbortController().signal,
    });
    expect(outcome).toEqual({ kind: 'no', fault, receipt: null });
    expect(isSpent(outcome)).toBe(false);
  });

  it('stops following where nobody looks any more', async () => {
    const closed = new AbortController();
    const open = door({
      issue: async () => exampleReceipt({ status: 'unknown' }),
      get: ({ looked }) => {
        if (looked === 2) closed.abort();
        return exampleReceipt({ status: 'unknown' });
      },
    });
    const outcome = await carryOut(open, order, {
      tell: () => undefined,
      signal: closed.signal,
    });
    expect(outcome.receipt?.status).toBe('unknown');
  });
});

describe('the ids of commands', () => {
  function counted() {
    let made = 0;
    return createCommandIds(() => `id-${++made}`);
  }

  it('stay the same for the same body, so that trying again has one effect', () => {
    const ids = counted();
    expect(ids.idOf(body)).toBe('id-1');
    expect(ids.idOf({ ...body, reason: ` ${body.reason} ` })).toBe('id-1');
  });

  it('differ for another body', () => {
    const ids = counted();
    expect([
      ids.idOf(body),
      ids.idOf({ ...body, reason: 'Another' }),
      ids.idOf({ ...body, draft: { ...body.draft, type: 'UnassignRoleFromUser' } }),
    ]).toEqual(['id-1', 'id-2', 'id-3']);
  });

  it('are new once the one before is spent', () => {
    const ids = counted();
    ids.spend(ids.idOf(body));
    expect(ids.idOf(body)).toBe('id-2');
  });
});
