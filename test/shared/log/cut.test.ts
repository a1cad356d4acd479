import { expect, test } from 'vitest';
import { isBelow, partitionsOf, sameCut } from '../../../src/shared/log/cut.ts';
import { offset, toOffset } from '../../../src/shared/log/offset.ts';

const cut = { 10: offset(5), 2: offset(0) };

test('names partitions as numbers, ascending', () => {
  expect(partitionsOf(cut)).toEqual([2, 10]);
});

test('holds records below its next offsets only', () => {
  expect(isBelow(cut, 10, 4)).toBe(true);
  expect(isBelow(cut, 10, 5)).toBe(false);
  expect(isBelow(cut, 2, 0)).toBe(false);
  expect(isBelow(cut, 3, 0)).toBe(false);
});

test('equals a cut of the same partitions and offsets only', () => {
  expect(sameCut(cut, { 2: offset(0), 10: offset(5) })).toBe(true);
  expect(sameCut(cut, { ...cut, 10: offset(6) })).toBe(false);
  expect(sameCut(cut, { 10: offset(5) })).toBe(false);
  expect(sameCut(cut, { 10: offset(5), 3: offset(0) })).toBe(false);
});

test('takes safe integers from 0 up as offsets, nothing else', () => {
  expect([0, 7, Number.MAX_SAFE_INTEGER].map(toOffset)).toEqual([0, 7, Number.MAX_SAFE_INTEGER]);
  for (const wrong of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
    expect(toOffset(wrong)).toBeNull();
    expect(() => offset(wrong)).toThrow(RangeError);
  }
});
