import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodeBatch } from '../../../../src/main/log/kafka/batch/encode-batch.ts';
import { crc32c } from '../../../../src/shared/log/crc32c.ts';
import { decode, plainRecords, valuesOf } from './batch-bytes.ts';

const three = () =>
  [0, 4, 8].map((baseOffset) => encodeBatch(plainRecords(4), { baseOffset }).slice());

function flip(batch: Uint8Array | undefined, at: number): void {
  if (batch) batch[at] = (batch[at] ?? 0) ^ 0x40;
}

/** Changes bytes and makes the checksum fit, as a faulty producer would. */
function forge(batch: Uint8Array, change: (batch: Uint8Array, view: DataView) => void): Uint8Array {
  const forged = batch.slice();
  const view = new DataView(forged.buffer);
  change(forged, view);
  view.setUint32(17, crc32c(forged, 21));
  return forged;
}

describe('a damaged batch', () => {
  it('is found by its checksum, keeps its offsets and its bytes, and ends the reading there', () => {
    const batches = three();
    flip(batches[1], 80);
    const decoded = decode(batches, { end: 12 });
    expect(valuesOf(decoded)).toEqual(['r0', 'r1', 'r2', 'r3']);
    expect(decoded).toMatchObject({ next: 4, stop: 'damage' });
    expect(decoded.damage).toMatchObject({ from: 4, next: 8, reason: 'bad_crc' });
    expect(decoded.damage?.bytes).toEqual(batches[1]);
  });

  it('takes no more offsets with it than it and the batch after it agree on', () => {
    const batches = three();
    // The damaged number of the last offset would swallow the batch after it.
    new DataView(batches[1]?.buffer ?? new ArrayBuffer(0)).setInt32(23, 7);
    expect(decode(batches, { end: 12 }).damage).toMatchObject({ from: 4, next: 8 });
  });

  it('gives up one offset where nothing it says can be believed', () => {
    const [batch] = three();
    if (!batch) throw new Error('no batch');
    new DataView(batch.buffer).setInt32(23, 0x7fffffff);
    const decoded = decode([batch], { from: 2, end: 4 });
    expect(decoded.damage).toMatchObject({ from: 2, next: 3, reason: 'bad_crc' });
  });

  it('may have a damaged length: the first batch of an answer is always whole', () => {
    for (const size of [-100, 0, 30, 1_000_000]) {
      const [batch] = three();
      if (!batch) throw new Error('no batch');
      new DataView(batch.buffer).setInt32(8, size);
      const decoded = decode([batch], { end: 4 });
      expect(decoded.stop).toBe('damage');
      expect(decoded.damage?.from).toBe(0);
    }
  });

  it('may have a damaged magic byte: its checksum still tells that it is none of another format', () => {
    const [batch] = three();
    if (batch) batch[16] = 1;
    expect(decode(batch ? [batch] : []).damage).toMatchObject({ reason: 'bad_batch' });
  });

  it('may be well summed and yet not be records', () => {
    const [whole] = three();
    if (!whole) throw new Error('no batch');
    const changes: ((batch: Uint8Array, view: DataView) => void)[] = [
      (_, view) => view.setInt32(57, 5), // more records than there are
      (_, view) => view.setInt32(57, 3), // fewer: bytes are left over
      (_, view) => view.setInt32(57, -1),
      (_, view) => view.setInt32(23, -1), // a last offset below the first
      (_, view) => view.setInt32(23, 1), // records beyond the last offset
      (batch) => batch.fill(0xff, 61),
      (batch) => batch.fill(0, 61),
      (_, view) => view.setBigInt64(0, -5n),
      (_, view) => view.setBigInt64(0, 2n ** 60n),
      (batch) => batch.set([0x20], 22), // a marker that is none
    ];
    for (const change of changes) {
      const decoded = decode([forge(whole, change)], { end: 4 });
      const seen = [decoded.stop, decoded.damage?.reason, decoded.records.length];
      expect(seen).toEqual(['damage', 'bad_batch', 0]);
    }
  });

  it('may be compressed bytes that do not inflate', () => {
    for (const codec of ['gzip', 'snappy', 'lz4', 'zstd'] as const) {
      const compress = () => Uint8Array.from({ length: 50 }, (_, index) => index * 37);
      const decoded = decode([encodeBatch(plainRecords(4), { codec, compress })]);
      expect([codec, decoded.damage?.reason]).toEqual([codec, 'bad_compression']);
      expect(decoded.damage).toMatchObject({ from: 0, next: 4 });
    }
  });

  it('may be compressed bytes that end early', () => {
    const compress = (body: Uint8Array) => gzipSync(body).subarray(0, -12);
    const decoded = decode([encodeBatch(plainRecords(40), { codec: 'gzip', compress })]);
    expect(decoded.damage?.reason).toBe('bad_compression');
  });

  it('keeps at most its first 64 KiB', () => {
    const value = new Uint8Array(200_000);
    const [record] = plainRecords(1);
    const batch = encodeBatch(record ? [{ ...record, value }] : []).slice();
    flip(batch, 70);
    expect(decode([batch]).damage?.bytes.length).toBe(64 * 1024);
  });

  it('below the offset asked for takes nothing with it', () => {
    const batches = three();
    flip(batches[2], 80);
    const decoded = decode(batches, { from: 9, end: 12 });
    expect(decoded.damage).toMatchObject({ from: 9, next: 12 });
  });
});
