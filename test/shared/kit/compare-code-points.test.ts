import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareCodePoints } from '../../../src/shared/kit/compare-code-points.ts';

// Well-formed texts of every plane: a lone surrogate has no UTF-8.
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', 'b', '\uffff', '\ue000', '\ud7ff', '\u{10000}', '\u{10ffff}'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 8,
});

test('orders texts as their UTF-8 bytes', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const byBytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
      expect(Math.sign(compareCodePoints(a, b))).toBe(byBytes);
    }),
    { numRuns: 5_000 },
  );
});

test('puts letters above the first plane after all others, unlike the default order', () => {
  const letters = ['\u{1f600}', '\uff5e', 'a'];
  expect([...letters].sort(compareCodePoints)).toEqual(['a', '\uff5e', '\u{1f600}']);
  expect([...letters].sort()).not.toEqual([...letters].sort(compareCodePoints));
});
