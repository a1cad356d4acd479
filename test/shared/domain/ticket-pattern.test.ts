import { expect, test } from 'vitest';
import { matchesTicketPattern } from '../../../src/shared/domain/ticket-pattern.ts';

test.each([
  ['INC-4412', 'INC-#', true],
  ['INC-', 'INC-#', false],
  ['INC-4412x', 'INC-#', false],
  ['xINC-4412', 'INC-#', false],
  ['inc-1', 'INC-#', false],
  ['CHG-1', 'INC-#|CHG-#', true],
  ['CHG-1', ' INC-# | CHG-# ', true],
  ['A1-22-b', 'A#-#-*', true],
  ['A1-22-', 'A#-#-*', true],
  ['anything', '*', true],
  ['', '*', true],
  ['', '#', false],
  ['12.34', '#.#', true],
  ['12', '#', true],
  ['abc-1-x', '*-#-*', true],
  ['a-b-1', '*-#', true],
  ['(a+)+$', '(a+)+$', true],
  ['aaa', '(a+)+$', false],
])('%j against %j: %s', (ticket, pattern, fits) => {
  expect(matchesTicketPattern(ticket, pattern)).toBe(fits);
});

test('takes no longer than the texts are long, however many stars', () => {
  const pattern = '*a'.repeat(100);
  expect(matchesTicketPattern('a'.repeat(200).concat('b'), pattern)).toBe(false);
});
