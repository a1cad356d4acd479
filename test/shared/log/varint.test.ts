import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  longestUnsigned,
  pushVarint,
  putUnsigned,
  readUnsigned,
  readVarint,
} from '../../../src/shared/log/varint.ts';

test('reads back every unsigned integer up to 2^53 - 1, and stands behind it', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (value) => {
      const bytes = new Uint8Array(1 + longestUnsigned).fill(0xff);
      const end = putUnsigned(bytes, 1, value);
      const cursor = { bytes, at: 1 };
      expect(readUnsigned(cursor)).toBe(value);
      expect(cursor.at).toBe(end);
      expect(end - 1).toBeLessThanOrEqual(longestUnsigned);
    }),
  );
});

test('reads back every signed integer up to 2^52 - 1 on either side', () => {
  const range = { min: -(2 ** 52 - 1), max: 2 ** 52 - 1 };
  fc.assert(
    fc.property(fc.integer(range), (value) => {
      const bytes: number[] = [];
      pushVarint(bytes, value);
      expect(readVarint({ bytes: Uint8Array.from(bytes), at: 0 })).toBe(value);
    }),
  );
});

// Protocol Buffers' own table of zigzag numbers.
test.each<[number, number[]]>([
  [0, [0]],
  [-1, [1]],
  [1, [2]],
  [-2, [3]],
  [150, [0xac, 0x02]],
  [2_147_483_647, [0xfe, 0xff, 0xff, 0xff, 0x0f]],
  [-2_147_483_648, [0xff, 0xff, 0xff, 0xff, 0x0f]],
])('writes %d as zigzag bytes', (value, written) => {
  const bytes: number[] = [];
  pushVarint(bytes, value);
  expect(bytes).toEqual(written);
});

test.each<[string, number[]]>([
  ['no bytes', []],
  ['bytes that stop in the middle', [0x80, 0x80]],
  ['a number above 2^53 - 1', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]],
  ['a number that never ends', new Array<number>(20).fill(0x80)],
])('gives null for %s', (_name, bytes) => {
  expect(readUnsigned({ bytes: Uint8Array.from(bytes), at: 0 })).toBeNull();
  expect(readVarint({ bytes: Uint8Array.from(bytes), at: 0 })).toBeNull();
});
