import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32c } from '../../../src/shared/log/crc32c.ts';

const run = (length: number, byteAt: (index: number) => number) =>
  Uint8Array.from({ length }, (_, index) => byteAt(index));

// RFC 3720, appendix B.4.
test.each<[string, Uint8Array, number]>([
  ['32 zero bytes', run(32, () => 0), 0x8a9136aa],
  ['32 bytes of ones', run(32, () => 0xff), 0x62a8ab43],
  ['32 rising bytes', run(32, (index) => index), 0x46dd794e],
  ['32 falling bytes', run(32, (index) => 31 - index), 0x113fdb5c],
  ['123456789', new TextEncoder().encode('123456789'), 0xe3069283],
  ['nothing', new Uint8Array(), 0],
])('sums %s', (_name, bytes, sum) => {
  expect(crc32c(bytes)).toBe(sum);
});

test('sums any part of any bytes as the bit by bit definition does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), fc.nat(100), (bytes, a, b) => {
      const [from, to] = [Math.min(a, b, bytes.length), Math.min(Math.max(a, b), bytes.length)];
      expect(crc32c(bytes, from, to)).toBe(bitByBit(bytes.subarray(from, to)));
    }),
  );
});

function bitByBit(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return ~crc >>> 0;
}
