import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeRecord } from '../../../src/main/codec/decode-record.ts';
import { goldenCorpus } from '../../support/golden-corpus.ts';
import { arbitraryMutation, mutateBytes } from '../../support/mutate-bytes.ts';

const small = goldenCorpus
  .map(({ record }) => record)
  .filter(({ value, headers }) => (value?.length ?? 0) + headers.length < 2_000);

test('never throws, and always says one thing of a record, for 10 000 mutated records', () => {
  const kinds = new Set<string>();
  const mutations = fc.array(arbitraryMutation, { maxLength: 4 });
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
          key: mutateBytes(base.key, key),
          value: mutateBytes(base.value, value),
          headers: mutateBytes(base.headers, headers),
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
