import { describe, expect, it } from 'vitest';
import { encodeBatch } from '../../../../src/main/log/kafka/batch/encode-batch.ts';
import { crc32c } from '../../../../src/shared/log/crc32c.ts';
import { decodeHeaders } from '../../../../src/shared/log/headers.ts';
import { decode, marker, plainRecords, valuesOf } from './batch-bytes.ts';
import { goldenBatches } from './golden-batches.ts';

const text = (bytes: Uint8Array | null) => bytes && new TextDecoder().decode(bytes);

describe('a record set as real clients wrote it', () => {
  it.each(Object.keys(goldenBatches))('is read to the letter: %s', (name) => {
    const bytes = new Uint8Array(Buffer.from(goldenBatches[name] ?? '', 'base64'));
    const { records, next, stop, damage } = decode([bytes]);
    expect([next, stop, damage]).toEqual([5, null, null]);
    expect(records.map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4]);
    const filling = 'abc'.repeat(20);
    records.forEach((record, index) => {
      expect(text(record.key)).toBe(`k${index}`);
      expect(text(record.value)).toBe(`value ${filling} ${index}`);
      const headers = decodeHeaders(record.headers) ?? [];
      const pairs = headers.map(({ key, value }) => `${text(key)}=${text(value)}`);
      const middle = name.startsWith('java') ? `b=${index}` : 'b=x';
      expect(pairs).toEqual(['a=1', middle, 'a=2']);
      expect(record.timestampType).toBe('create');
      expect(new Date(record.timestamp).getUTCFullYear()).toBe(2026);
    });
  });

  it('is written by our own encoder just as the Java client writes it', () => {
    const bytes = new Uint8Array(Buffer.from(goldenBatches['java-none'] ?? '', 'base64'));
    const { records } = decode([bytes]);
    const view = new DataView(bytes.buffer);
    const again = encodeBatch(records, {
      leaderEpoch: view.getInt32(12),
      producerId: view.getBigInt64(43),
      producerEpoch: view.getInt16(51),
      baseSequence: view.getInt32(53),
    });
    expect(Buffer.from(again).toString('hex')).toBe(Buffer.from(bytes).toString('hex'));
  });
});

describe('a record set', () => {
  it('is empty where nothing came', () => {
    expect(decode([], { from: 5 })).toMatchObject({ next: 5, records: [], stop: null });
  });

  it('drops records below the offset asked for', () => {
    const batch = encodeBatch(plainRecords(10), { baseOffset: 100 });
    const decoded = decode([batch], { from: 107 });
    expect(valuesOf(decoded)).toEqual(['r7', 'r8', 'r9']);
    expect(decoded.next).toBe(110);
  });

  it('ignores a batch that is cut off at the end', () => {
    const first = encodeBatch(plainRecords(2));
    const second = encodeBatch(plainRecords(2), { baseOffset: 2 });
    for (const length of [1, 11, 12, 16, 17, 40, 60, 61, second.length - 1]) {
      const decoded = decode([first, second.subarray(0, length)]);
      expect(decoded).toMatchObject({ next: 2, stop: null });
    }
  });

  it('leaves holes of compaction out and goes on behind them', () => {
    const holes = { baseOffset: 10, offsetDeltas: [0, 4, 5], lastOffsetDelta: 9 };
    const after = encodeBatch(plainRecords(1), { baseOffset: 30 });
    const decoded = decode([encodeBatch(plainRecords(3), holes), after], { from: 10 });
    expect(decoded.records.map(({ offset }) => offset)).toEqual([10, 14, 15, 30]);
    expect(decoded.next).toBe(31);
  });

  it('passes a batch that compaction emptied', () => {
    const decoded = decode([encodeBatch([], { baseOffset: 4, lastOffsetDelta: 3 })], { from: 4 });
    expect(decoded).toMatchObject({ next: 8, records: [], stop: null });
  });

  it('gives all records of an append-time batch the time of the batch', () => {
    const decoded = decode([encodeBatch(plainRecords(3), { appendTime: true })]);
    const times = decoded.records.map(({ timestamp, timestampType }) => [timestamp, timestampType]);
    expect(times).toEqual(Array(3).fill([1_700_000_000_002, 'append']));
  });

  it('remembers the leader epoch of the last batch', () => {
    const batches = [3, 4].map((leaderEpoch, index) =>
      encodeBatch(plainRecords(1), { baseOffset: index, leaderEpoch }),
    );
    expect(decode(batches).lastEpoch).toBe(4);
  });

  it('stops before a batch once the budget of inflated bytes is spent, and loses nothing', () => {
    const batches = [0, 1, 2].map((baseOffset) => encodeBatch(plainRecords(1), { baseOffset }));
    const decoded = decode(batches, { budget: { left: 1 } });
    expect(decoded).toMatchObject({ next: 1, stop: 'budget', damage: null });
  });

  it('stops with a reason at formats 0 and 1 and at those to come', () => {
    for (const magic of [0, 1, 3]) {
      const batch = encodeBatch(plainRecords(1)).slice();
      batch[16] = magic;
      batch[17] = 99; // another checksum, as another format has
      expect(decode([batch])).toMatchObject({ next: 0, stop: 'unsupported_format' });
    }
  });

  it('stops with a reason at a codec that is yet to be invented', () => {
    const batch = encodeBatch(plainRecords(1), { baseOffset: 1 });
    const strange = withAttributes(encodeBatch(plainRecords(1), { baseOffset: 2 }), 5);
    const decoded = decode([batch, strange]);
    expect(decoded).toMatchObject({ next: 2, stop: 'unsupported_codec', damage: null });
    expect(valuesOf(decoded)).toEqual(['r0']);
  });
});

describe('transactions in a record set', () => {
  const of = (producerId: bigint, baseOffset: number, name: string) =>
    encodeBatch(plainRecords(1, name), { transactional: true, producerId, baseOffset });
  const ends = (producerId: bigint, baseOffset: number, commits: boolean) =>
    marker(commits, { producerId, baseOffset });

  it('are told by producer and offset where they overlap', () => {
    const decoded = decode(
      [
        of(1n, 0, 'a'),
        of(2n, 1, 'b'),
        ends(1n, 2, false),
        of(1n, 3, 'c'),
        of(2n, 4, 'd'),
        ends(2n, 5, true),
        ends(1n, 6, true),
        of(2n, 7, 'e'),
        of(1n, 8, 'f'),
        ends(1n, 9, true),
        ends(2n, 10, false),
      ],
      {
        aborted: [
          { producerId: 2n, firstOffset: 7 },
          { producerId: 1n, firstOffset: 0 },
        ],
      },
    );
    expect(valuesOf(decoded)).toEqual(['b0', 'c0', 'd0', 'f0']);
    expect(decoded.passed).toEqual([
      { kind: 'aborted', from: 0, next: 1 },
      { kind: 'control', from: 2, next: 3 },
      { kind: 'control', from: 5, next: 7 },
      { kind: 'aborted', from: 7, next: 8 },
      { kind: 'control', from: 9, next: 11 },
    ]);
    expect(decoded.next).toBe(11);
  });

  it('leave records outside of any transaction alone, whoever wrote them', () => {
    const plain = encodeBatch(plainRecords(1), { producerId: 1n, baseOffset: 0 });
    const decoded = decode([plain], { aborted: [{ producerId: 1n, firstOffset: 0 }] });
    expect(valuesOf(decoded)).toEqual(['r0']);
  });

  it('name only the offsets from the one asked for', () => {
    const batch = encodeBatch(plainRecords(4), { transactional: true, producerId: 1n });
    const aborted = [{ producerId: 1n, firstOffset: 0 }];
    const decoded = decode([batch, ends(1n, 4, false)], { from: 2, aborted });
    expect(decoded.passed).toEqual([
      { kind: 'aborted', from: 2, next: 4 },
      { kind: 'control', from: 4, next: 5 },
    ]);
  });
});

/** The same batch with another codec's number, and a checksum that fits it. */
function withAttributes(batch: Uint8Array, codec: number): Uint8Array {
  const other = batch.slice();
  other[22] = codec;
  new DataView(other.buffer).setUint32(17, crc32c(other, 21));
  return other;
}
