import { expect, test } from 'vitest';
import { encodeEntry } from '../../../src/main/notify/journal-entry.ts';
import { statusOf } from '../../../src/main/notify/status.ts';
import { offset } from '../../../src/shared/log/offset.ts';

const entry = (state: 'told' | 'refused' | 'in_doubt', at: number) =>
  encodeEntry({ state, place: 'p0:1', at, text: null });

test('the status says how much was told, what a person may see to, and how far the work is behind', () => {
  const notes = new Map<string, Uint8Array>([
    ['position', Buffer.from('7')],
    ['a', entry('told', 1)],
    ['b', entry('in_doubt', 3)],
    ['c', entry('refused', 2)],
    ['damaged', Buffer.from('{')],
  ]);
  const behind = { partition: 0, notes, next: offset(7), end: offset(10) };
  const untaken = { partition: 1, notes: new Map(), next: null, end: offset(10) };
  expect(statusOf([behind, untaken])).toEqual({
    ...{ told: 1, behind: 3 },
    open: [
      { notice: 'c', state: 'refused', place: 'p0:1', at: 2, text: null },
      { notice: 'b', state: 'in_doubt', place: 'p0:1', at: 3, text: null },
    ],
  });
});
