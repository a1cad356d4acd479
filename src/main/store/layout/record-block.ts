import { ByteSource } from './byte-source.ts';
import { ByteWriter } from './byte-writer.ts';
import type { RunSlice } from './event-columns.ts';
import { PackedBytesError, packBytes, unpackBytes } from './pack-bytes.ts';
import { bytesBefore, type RecordRun } from './record-run.ts';

/** How many records a full block holds. */
export const blockRecords = 256;

/** The bytes of one record. */
export type RecordBytes = {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Buffer;
};

/** Packs keys, values and headers of a slice of a run, each kind together: what is alike stands side by side. */
export function encodeBlock(run: RecordRun, slice: RunSlice): Buffer {
  const { lengths, bytes } = run;
  const [first, end] = [bytesBefore(run, slice.from), bytesBefore(run, slice.to)];
  const out = new ByteWriter(end - first + 6 * (slice.to - slice.from));
  for (const part of [0, 1, 2]) {
    // A length is told one higher, so that null is not empty.
    for (let row = slice.from; row < slice.to; row++)
      out.unsigned((lengths[3 * row + part] as number) + 1);
  }
  for (const wanted of [0, 1, 2]) {
    let at = first;
    for (let part = 3 * slice.from; part < 3 * slice.to; part++) {
      const length = Math.max(0, lengths[part] as number);
      if (part % 3 === wanted && length > 0) out.run(bytes.subarray(at, at + length));
      at += length;
    }
  }
  return packBytes(out.finish());
}

/** The records of a block: nothing is cut out of it before somebody asks. */
export type RecordBlock = { readonly bytes: number; record(row: number): RecordBytes };

/** Opens the block of so many records. Throws PackedBytesError where the bytes are not what was packed. */
export function decodeBlock(packed: Uint8Array, records: number): RecordBlock {
  const content = unpackBytes(packed);
  const source = new ByteSource(content);
  const lengths = Array.from({ length: 3 * records }, () => source.unsigned());
  const starts = new Float64Array(3 * records + 1);
  starts[0] = source.at;
  for (const [part, length] of lengths.entries()) {
    starts[part + 1] = (starts[part] as number) + Math.max(0, length - 1);
  }
  if (starts[3 * records] !== content.length) {
    throw new PackedBytesError('a block is not as long as it says.');
  }
  const part = (at: number) => content.subarray(starts[at], starts[at + 1]);
  return {
    bytes: content.length,
    record: (row) => ({
      key: lengths[row] === 0 ? null : part(row),
      value: lengths[records + row] === 0 ? null : part(records + row),
      headers: part(2 * records + row),
    }),
  };
}
