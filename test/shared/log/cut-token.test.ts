import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameCut } from '../../../src/shared/log/cut.ts';
import {
  decodeCutToken,
  encodeCutToken,
  looksLikeCutToken,
} from '../../../src/shared/log/cut-token.ts';
import { offset } from '../../../src/shared/log/offset.ts';

const identity = fc.string({ unit: 'binary-ascii', maxLength: 60 });
const cut = fc
  .dictionary(fc.nat(8_191).map(String), fc.maxSafeNat(), { maxKeys: 60 })
  .map((entries) =>
    Object.fromEntries(Object.entries(entries).map(([p, next]) => [p, offset(next)])),
  );
const citation = fc.record({ identity, cut });

test('reads back what it writes, and one cut has one token', () => {
  fc.assert(
    fc.property(citation, (said) => {
      const token = encodeCutToken(said);
      expect(looksLikeCutToken(token)).toBe(true);
      expect(token).toMatch(/^cut1_[\w-]+$/);
      const read = decodeCutToken(token);
      expect(read.ok && read.value.identity === said.identity).toBe(true);
      expect(read.ok && sameCut(read.value.cut, said.cut)).toBe(true);
      const turned = Object.fromEntries(Object.entries(said.cut).reverse());
      expect(encodeCutToken({ ...said, cut: turned })).toBe(token);
    }),
  );
});

test('refuses a token cut short, or with one letter changed', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  fc.assert(
    fc.property(citation, fc.nat(), fc.nat(63), (said, at, letter) => {
      const token = encodeCutToken(said);
      const place = 5 + (at % (token.length - 5));
      expect(decodeCutToken(token.slice(0, place)).ok).toBe(false);
      const changed = token.slice(0, place) + letters[letter] + token.slice(place + 1);
      expect(decodeCutToken(changed).ok).toBe(changed === token);
    }),
    { numRuns: 2_000 },
  );
});

test('gives a citation or bad_token for any text, and never throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(decodeCutToken(text)).toEqual({ ok: false, error: 'bad_token' });
      expect(decodeCutToken(`cut1_${text}`)).toEqual({ ok: false, error: 'bad_token' });
    }),
  );
});
