import type { RecordRow } from '../write/planned-batch.ts';
import { ByteSource } from './byte-source.ts';
import { ByteWriter } from './byte-writer.ts';
import { PackedBytesError, packBytes, unpackBytes } from './pack-bytes.ts';

/** How many records a full block holds. */
export const blockRecords = 256;

/** The bytes of one record. */
export type RecordBytes = {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Buffer;
};

type Bytes = Pick<RecordRow, 'key' | 'value' | 'headers'>;

/** Packs keys, values and headers, each kind together: what is alike stands side by side. */
export function encodeBlock(rows: readonly Bytes[]): Buffer {
  const out = new ByteWriter(rows.length * 512);
  // A length is told one higher, so that null is not empty.
  for (const { key } of rows) out.unsigned(key ? key.length + 1 : 0);
  for (const { value } of rows) out.unsigned(value ? value.length + 1 : 0);
  for (const { headers } of rows) out.unsigned(headers.length);
  for (const { key } of rows) if (key) out.run(key);
  for (const { value } of rows) if (value) out.run(value);
  for (const { headers } of rows) out.run(headers);
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
    const isHeaders = part >= 2 * records;
    starts[part + 1] = (starts[part] as number) + (isHeaders ? length : Math.max(0, length - 1));
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
