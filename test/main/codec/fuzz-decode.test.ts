import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeRecord } from '../../../src/main/codec/decode-record.ts';
import { goldenCorpus } from '../../support/golden-corpus.ts';

const small = goldenCorpus
  .map(({ record }) => record)
  .filter(({ value, headers }) => (value?.length ?? 0) + headers.length < 2_000);

type Mutation = { at: number; kind: 'flip' | 'cut' | 'insert' | 'swap'; byte: number };

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('flip' as const, 'cut' as const, 'insert' as const, 'swap' as const),
  byte: fc.oneof(fc.constantFrom(0, 0x22, 0x5c, 0x7b, 0x5b, 0x2c, 0xff), fc.nat(255)),
});

function mutated(bytes: Uint8Array | null, mutations: readonly Mutation[]): Uint8Array | null {
  if (bytes === null) return null;
  return mutations.reduce((before, { at, kind, byte }) => {
    const place = at % (before.length + 1);
    if (kind === 'cut') return before.slice(0, place);
    if (kind === 'swap') return Uint8Array.of(...before.slice(place), ...before.slice(0, place));
    const rest = before.slice(kind === 'flip' ? place + 1 : place);
    return Uint8Array.of(...before.slice(0, place), byte, ...rest);
  }, bytes);
}

test('never throws, and always says one thing of a record, for 10 000 mutated records', () => {
  const kinds = new Set<string>();
  const mutations = fc.array(mutation, { maxLength: 4 });
  fc.assert(
    fc.property(
      fc.nat(small.length - 1),
      mutations,
      mutations,
      mutations,
      (index, key, value, headers) => {
        const base = small[index] as (typeof small)[number];
        const record = {
          ...base,
          key: mutated(base.key, key),
          value: mutated(base.value, value),
          headers: mutated(base.headers, headers) as Uint8Array,
        };
        const found = decodeRecord(record);
        kinds.add(found.kind);
        expect(decodeRecord(record)).toEqual(found);
      },
    ),
    { numRuns: 10_000 },
  );
  expect([...kinds].sort()).toEqual(['event', 'quarantined', 'tombstone', 'unknownType']);
});
