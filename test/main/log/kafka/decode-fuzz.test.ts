import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecodedSet } from '../../../../src/main/log/kafka/batch/decode-record-set.ts';
import { encodeBatch } from '../../../../src/main/log/kafka/batch/encode-batch.ts';
import { crc32c } from '../../../../src/shared/log/crc32c.ts';
import { decode, marker, plainRecords } from './batch-bytes.ts';
import { goldenBatches } from './golden-batches.ts';

const seed = Number(process.env['PLAYHEAD_FUZZ_SEED'] ?? Date.now() % 2 ** 31);
console.info(`decode-fuzz seed: PLAYHEAD_FUZZ_SEED=${seed}`);

const corpus = [
  ...Object.values(goldenBatches).map((text) => new Uint8Array(Buffer.from(text, 'base64'))),
  encodeBatch(plainRecords(30), { transactional: true, producerId: 1n }),
  encodeBatch([], { lastOffsetDelta: 6 }),
  marker(false, { producerId: 1n }),
];

type Mutation = { readonly at: number; readonly byte: number };

const mutation = fc.record({ at: fc.nat(), byte: fc.nat(255) });
const hostile = fc.record({
  batch: fc.constantFrom(...corpus),
  mutations: fc.array(mutation, { minLength: 1, maxLength: 6 }),
  checksumFits: fc.boolean(),
  keep: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1 })),
  from: fc.nat(8),
  end: fc.constantFrom(5, 20, Number.MAX_SAFE_INTEGER),
  tail: fc.constantFrom(...corpus, new Uint8Array(0)),
});

function mutate(batch: Uint8Array, mutations: readonly Mutation[], fits: boolean): Uint8Array {
  const mutated = batch.slice();
  for (const { at, byte } of mutations) mutated[at % mutated.length] = byte;
  if (fits) new DataView(mutated.buffer).setUint32(17, crc32c(mutated, 21));
  return mutated;
}

/** What holds of every decoding, whatever the bytes were. */
function expectSane(decoded: DecodedSet, from: number, end: number): void {
  expect(decoded.next).toBeGreaterThanOrEqual(from);
  expect(decoded.next).toBeLessThanOrEqual(Math.max(end, from));
  let before = from - 1;
  for (const { offset } of decoded.records) {
    expect(offset).toBeGreaterThan(before);
    expect(offset).toBeLessThan(decoded.next);
    before = offset;
  }
  let reached = from;
  for (const range of decoded.passed) {
    expect(range.from).toBeGreaterThanOrEqual(reached);
    expect(range.next).toBeGreaterThan(range.from);
    reached = range.next;
  }
  expect(reached).toBeLessThanOrEqual(decoded.next);
  if (decoded.damage === null) return;
  expect(decoded.damage.from).toBeGreaterThanOrEqual(decoded.next);
  expect(decoded.damage.next).toBeGreaterThan(decoded.damage.from);
  expect(decoded.damage.next).toBeLessThanOrEqual(Math.max(end, decoded.next + 1));
}

describe('ten thousand mutated batches', () => {
  it('never make the decoder throw, nor say what cannot be', () => {
    const aborted = [{ producerId: 1n, firstOffset: 0 }];
    const property = fc.property(hostile, (sample) => {
      const mutated = mutate(sample.batch, sample.mutations, sample.checksumFits);
      const cut = mutated.subarray(0, Math.ceil(mutated.length * sample.keep));
      const { from, end } = sample;
      expectSane(decode([cut, sample.tail], { from, end, aborted }), from, end);
    });
    fc.assert(property, { seed, numRuns: 10_000 });
  }, 120_000);

  it('are noise to it when they are nothing but noise', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(9), (noise, from) => {
      expectSane(decode([noise], { from, end: 10 }), from, 10);
    });
    fc.assert(property, { seed, numRuns: 2_000 });
  });
});
