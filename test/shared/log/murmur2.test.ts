import { expect, test } from 'vitest';
import { murmur2, partitionOfKey } from '../../../src/shared/log/murmur2.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

// The vectors of Kafka's own UtilsTest.
test.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
])('hashes %s as Kafka does', (text, hash) => {
  expect(murmur2(bytes(text))).toBe(hash);
});

test('hashes bytes that begin in the middle of a buffer', () => {
  expect(murmur2(bytes('xxabc').subarray(2))).toBe(479470107);
});

test('never gives a negative partition', () => {
  for (let index = 0; index < 1_000; index++) {
    const partition = partitionOfKey(bytes(`u-${index}`), 12);
    expect(partition).toBeGreaterThanOrEqual(0);
    expect(partition).toBeLessThan(12);
  }
});
