import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  countHeaders,
  decodeHeaders,
  encodeHeaders,
  noHeaders,
} from '../../../src/shared/log/headers.ts';

const bytes = fc.uint8Array({ maxLength: 200 });
const headers = fc.array(fc.record({ key: bytes, value: fc.option(bytes, { nil: null }) }), {
  maxLength: 20,
});

test('reads back every list of headers: order, repetition, empty and null values', () => {
  fc.assert(
    fc.property(headers, (list) => {
      const wire = encodeHeaders(list);
      expect(decodeHeaders(wire)).toEqual(list);
      expect(countHeaders(wire)).toBe(list.length);
    }),
  );
});

test('writes no headers as one zero byte', () => {
  expect(encodeHeaders([])).toEqual(noHeaders);
});

test('gives null for every wire form that was cut short or has more behind it', () => {
  fc.assert(
    fc.property(headers, fc.nat(), (list, cut) => {
      const wire = encodeHeaders(list);
      expect(decodeHeaders(wire.subarray(0, cut % wire.length))).toBeNull();
      expect(decodeHeaders(Uint8Array.of(...wire, 0))).toBeNull();
    }),
  );
});

test('gives headers or null for any bytes, and never throws', () => {
  fc.assert(
    fc.property(bytes, (wire) => {
      const read = decodeHeaders(wire);
      expect(read === null || read.length === countHeaders(wire)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});
