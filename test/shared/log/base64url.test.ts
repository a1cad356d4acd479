import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64Url, toBase64Url } from '../../../src/shared/log/base64url.ts';

test('writes bytes as Node does, and reads them back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const text = toBase64Url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64url'));
      expect(fromBase64Url(text)).toEqual(bytes);
    }),
  );
});

// RFC 4648, section 10, without padding.
test.each([
  ['', ''],
  ['f', 'Zg'],
  ['fo', 'Zm8'],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg'],
  ['fooba', 'Zm9vYmE'],
  ['foobar', 'Zm9vYmFy'],
])('writes "%s" as "%s"', (text, written) => {
  expect(toBase64Url(new TextEncoder().encode(text))).toBe(written);
});

test.each(['A', 'Zg==', 'Zm 9v', 'Zm+v', 'Zm/v', 'é', 'AAAAA'])('refuses "%s"', (text) => {
  expect(fromBase64Url(text)).toBeNull();
});
