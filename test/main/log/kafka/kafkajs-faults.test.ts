import { createRequire } from 'node:module';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { compressFrameSync } from 'lz4-napi';
import { describe, expect, it } from 'vitest';
import { encodeBatch } from '../../../../src/main/log/kafka/batch/encode-batch.ts';
import { encodeHeaders, noHeaders } from '../../../../src/shared/log/headers.ts';
import { decode, marker, plainRecords, valuesOf } from './batch-bytes.ts';
import { snappyBomb, storeSnappy } from './compress-snappy.ts';

// The faults of kafkajs 2.2.4 that lie in its decoding, by the numbers of the project's own list.
// Where the plain library can be asked, it is: these tests would be red on it.
type PlainDecoder = (decoder: object) => Promise<{ readonly records: readonly unknown[] }>;

const require = createRequire(import.meta.url);
const plainDecode: PlainDecoder = require('kafkajs/src/protocol/recordBatch/v0/decoder');
const PlainDecoderBytes: new (bytes: Buffer) => object = require('kafkajs/src/protocol/decoder');

/** Reads a batch as kafkajs does. */
async function plain(batch: Uint8Array): Promise<readonly unknown[]> {
  const { records } = await plainDecode(new PlainDecoderBytes(Buffer.from(batch)));
  return records;
}

const utf8 = new TextEncoder();
const megabytes64 = 64 * 1024 * 1024;

describe('fault 4: aborted records', () => {
  it('do not leak where a key is the bytes 00000000, the look of an abort marker', () => {
    const [record] = plainRecords(1);
    const trick = record ? [{ ...record, key: Uint8Array.of(0, 0, 0, 0) }] : [];
    const of = (baseOffset: number) => ({ transactional: true, producerId: 9n, baseOffset });
    const decoded = decode(
      [
        encodeBatch(trick, of(0)),
        encodeBatch(plainRecords(1, 'gone'), of(1)),
        marker(false, { producerId: 9n, baseOffset: 2 }),
        encodeBatch(plainRecords(1, 'kept'), of(3)),
      ],
      { aborted: [{ producerId: 9n, firstOffset: 0 }] },
    );
    expect(valuesOf(decoded)).toEqual(['kept0']);
  });
});

describe('fault 5: headers', () => {
  const named = (names: readonly string[]) =>
    plainRecords(1).map((record) => ({
      ...record,
      headers: encodeHeaders(names.map((key) => ({ key: utf8.encode(key), value: null }))),
    }));

  it('by the ten thousand cost nothing until somebody reads them', () => {
    const batch = encodeBatch(named(Array(10_000).fill('h')));
    const begun = performance.now();
    expect(decode([batch]).records.length).toBe(1);
    expect(performance.now() - begun).toBeLessThan(200);
  });

  it('called like members of every object stay ordinary bytes', () => {
    const records = named(['constructor', '__proto__', 'toString']);
    const [record] = decode([encodeBatch(records)]).records;
    expect(record?.headers).toEqual(records[0]?.headers);
    expect(structuredClone(record)).toEqual(record);
  });

  it('the plain library cannot hand such a record to another thread', async () => {
    const [record] = await plain(encodeBatch(named(['constructor'])));
    expect(() => structuredClone(record)).toThrow();
  });
});

describe('fault 6: a batch of 200 000 records', () => {
  const records = Array.from({ length: 200_000 }, () => ({
    timestamp: 0,
    key: null,
    value: null,
    headers: noHeaders,
  }));

  it('is read', () => {
    expect(decode([encodeBatch(records)]).records.length).toBe(200_000);
  });
});

describe('fault 10: compression', () => {
  const zeros = new Uint8Array(megabytes64 + 1);
  const bombs = {
    gzip: () => gzipSync(zeros),
    zstd: () => zstdCompressSync(zeros),
    lz4: () => compressFrameSync(Buffer.from(zeros.buffer)),
    snappy: () => snappyBomb(megabytes64 + 1),
  };

  it.each(Object.entries(bombs))('by %s inflates to no more than 64 MiB', (codec, compress) => {
    const batch = encodeBatch(plainRecords(3), { codec: codec as keyof typeof bombs, compress });
    const decoded = decode([batch]);
    expect(decoded).toMatchObject({ next: 0, stop: 'damage' });
    expect(decoded.damage).toMatchObject({ from: 0, next: 3, reason: 'too_large' });
  });

  it('by snappy, bare as well as framed, is known without registering anything', async () => {
    const batch = encodeBatch(plainRecords(50), { codec: 'snappy', compress: storeSnappy });
    expect(decode([batch]).records.length).toBe(50);
    await expect(plain(batch)).rejects.toThrow(/not implemented/i);
  });
});

describe('fault 11: a flipped bit', () => {
  it('is found by the checksum that the plain library never looks at', async () => {
    const batch = encodeBatch(plainRecords(1));
    const last = batch.length - 2;
    batch[last] = (batch[last] ?? 0) ^ 1;
    expect(decode([batch]).damage?.reason).toBe('bad_crc');
    expect((await plain(batch)).length).toBe(1);
  });
});
