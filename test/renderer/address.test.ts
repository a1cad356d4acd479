import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress, views } from '../../src/renderer/state/address.ts';

const reserved = ['at', 'on', 'follow', '__proto__'];
const addresses = fc.record({
  view: fc.constantFrom(...views),
  at: fc.oneof(fc.constant('head'), fc.string({ minLength: 1 })),
  subject: fc.oneof(
    fc.constant(null),
    fc.record({
      kind: fc.constantFrom('user' as const, 'role' as const, 'command' as const),
      id: fc.string({ minLength: 1 }),
    }),
    fc.record({
      kind: fc.constant('record' as const),
      partition: fc.nat(999_999),
      offset: fc.nat(),
    }),
  ),
  followed: fc.oneof(fc.constant(null), fc.string({ minLength: 1 })),
  filters: fc.dictionary(
    fc.string({ minLength: 1 }).filter((name) => !reserved.includes(name)),
    fc.string({ minLength: 1 }),
  ),
});

describe('the address', () => {
  it('reads as a sentence', () => {
    const said = '#/users?at=p3:1202&on=user/u-0193&status=active';
    expect(parseAddress(said)).toEqual({
      view: 'users',
      at: 'p3:1202',
      subject: { kind: 'user', id: 'u-0193' },
      followed: null,
      filters: { status: 'active' },
    });
    expect(formatAddress(parseAddress(said))).toBe(said);
  });

  it('gives back whatever was put into it', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        expect(parseAddress(formatAddress(address))).toEqual({
          ...address,
          filters: { ...address.filters },
        });
      }),
    );
  });

  it('survives nonsense: what it does not know it leaves out', () => {
    const start = { view: 'users', at: 'head', subject: null, followed: null, filters: {} };
    for (const text of ['', '#', '#/', '#/nowhere', '#/users?on=record/p3', '#/users?on=user/']) {
      expect(parseAddress(text)).toEqual(start);
    }
  });
});
