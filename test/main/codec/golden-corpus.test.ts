import { expect, test } from 'vitest';
import { decodeRecord } from '../../../src/main/codec/decode-record.ts';
import { goldenCorpus } from '../../support/golden-corpus.ts';

test.each(goldenCorpus.map((golden) => [golden.name, golden] as const))(
  'decodes %s as the corpus says',
  (_name, { record, expected }) => {
    const { kind, reason } = { reason: undefined, ...decodeRecord(record) };
    const wanted = { reason: undefined, ...expected };
    expect({ kind, reason }).toEqual({ kind: wanted.kind, reason: wanted.reason });
  },
);

test('names every case once', () => {
  expect(new Set(goldenCorpus.map(({ name }) => name)).size).toBe(goldenCorpus.length);
});
