import { describe, expect, it, vi } from 'vitest';
import {
  inFlightFirst,
  receiptFilterOf,
} from '../../../../src/renderer/features/commands/filter-receipts.ts';
import { beganAt, receiptSteps } from '../../../../src/renderer/features/commands/receipt-steps.ts';
import { receiptText } from '../../../../src/renderer/features/commands/receipt-text.ts';
import { exampleReceipt } from './receipt-example.ts';

// The window's store reads the address bar as it loads.
vi.hoisted(() => vi.stubGlobal('location', { hash: '' }));

describe('the steps of a receipt', () => {
  const states = (receipt: ReturnType<typeof exampleReceipt>) =>
    receiptSteps(receipt).map(({ state }) => state);

  it('go from sent over appended to confirmed', () => {
    const sent = { sent: '2026-03-12T02:13:40.512Z' };
    expect(states(exampleReceipt({ status: 'sent', times: sent }))).toEqual([
      'current',
      'ahead',
      'ahead',
    ]);
    const appended = { ...sent, appended: '2026-03-12T02:13:40.530Z' };
    expect(states(exampleReceipt({ status: 'appended', times: appended }))).toEqual([
      'done',
      'current',
      'ahead',
    ]);
    expect(states(exampleReceipt())).toEqual(['done', 'done', 'done']);
  });

  it('end in red where the command raced, was refused, or its answer was lost', () => {
    expect(states(exampleReceipt({ status: 'raced' }))).toEqual(['done', 'done', 'failed']);
    expect(states(exampleReceipt({ status: 'refused', appended: [] }))).toEqual(['failed']);
    const times = { sent: '2026-03-12T02:13:40.512Z', unknown: '2026-03-12T02:13:45.000Z' };
    expect(states(exampleReceipt({ status: 'unknown', times, appended: [] }))).toEqual([
      'done',
      'failed',
    ]);
  });

  it('began at the earliest of the times', () => {
    expect(beganAt(exampleReceipt())).toBe('2026-03-12T02:13:40.512Z');
    expect(beganAt(exampleReceipt({ times: {} }))).toBeNull();
  });
});

describe('the list of receipts', () => {
  const confirmed = exampleReceipt({ commandId: 'a' });
  const refused = exampleReceipt({ commandId: 'b', status: 'refused' });
  const sent = exampleReceipt({ commandId: 'c', status: 'sent' });
  const ids = (found: ReturnType<typeof inFlightFirst>) => found.map(({ commandId }) => commandId);

  it('shows those in flight on top, keeps the order else, and shows nobody twice', () => {
    expect(ids(inFlightFirst([sent], [confirmed, sent, refused]))).toEqual(['c', 'a', 'b']);
    expect(ids(inFlightFirst([], [confirmed, refused]))).toEqual(['a', 'b']);
  });

  it('is narrowed by a status of the address, and by none where it names none there is', () => {
    expect(receiptFilterOf('in_flight')).toBe('in_flight');
    expect(receiptFilterOf('in flight')).toBe('all');
    expect(receiptFilterOf(undefined)).toBe('all');
  });
});

describe('a receipt as text', () => {
  it('says who, why, what and where, and leaves out what is not', () => {
    const names = { role: 'Deploy', person: 'j.dvorak' };
    expect(receiptText(exampleReceipt(), names)).toBe(
      [
        'Grant Deploy to j.dvorak',
        'Command: 6f1c2b1e-6f0e-4a35-9c34-0d3a3a1f7f10',
        'Status: confirmed',
        'User: j.dvorak (u-1)',
        'Role: Deploy (deploy)',
        'By: m.okafor',
        'Reason: Covers the night shift',
        'Ticket: INC-4412',
        'Written: p3:1202, event 6f1c2b1e-6f0e-4a35-9c34-0d3a3a1f7f10.1',
        'How it was written: On condition: the log took it only because nothing had come since it was decided.',
        'At sent: 2026-03-12T02:13:40.512Z',
        'At appended: 2026-03-12T02:13:40.530Z',
        'At confirmed: 2026-03-12T02:13:40.544Z',
        'Decided on: cut1_b',
        '',
      ].join('\n'),
    );
  });

  it('names what came between where it raced', () => {
    const races = [
      { partition: 3, offset: 1201, eventId: 'x.1', type: 'UserDeletedEvent', actor: 'r.silva' },
    ] as const;
    const text = receiptText(exampleReceipt({ status: 'raced', races: [...races] }), {
      role: 'deploy',
      person: 'u-1',
    });
    expect(text).toContain('User: u-1\n');
    expect(text).toContain('Came between: UserDeletedEvent by r.silva at p3:1201');
  });
});
