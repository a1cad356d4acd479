import { ByteSource } from '../layout/byte-source.ts';
import { ByteWriter } from '../layout/byte-writer.ts';
import { PackedBytesError, packBytes, unpackBytes } from '../layout/pack-bytes.ts';
import type { RecordBytes } from '../layout/record-form.ts';

// How the second and the third layout packed the bytes of records: frames of 64, each with the
// lengths of all parts (one higher, 0 for null), then all keys, all values, all headers. A block
// is the lengths of its frames, 4 bytes each, and the frames.

const frameRecords = 64;

type Parts = Pick<RecordBytes, 'key' | 'value' | 'headers'>;

/** Packs the bytes of records as the second layout did. */
export function packFrames(records: readonly Parts[]): Buffer {
  const frames: Buffer[] = [];
  for (let from = 0; from < records.length; from += frameRecords) {
    frames.push(packFrame(records.slice(from, from + frameRecords)));
  }
  const head = Buffer.allocUnsafe(4 * frames.length);
  for (const [frame, { length }] of frames.entries()) head.writeUInt32LE(length, 4 * frame);
  return Buffer.concat([head, ...frames]);
}

function packFrame(records: readonly Parts[]): Buffer {
  const out = new ByteWriter(0);
  const columns = (['key', 'value', 'headers'] as const).map((name) =>
    records.map((record) => record[name]),
  );
  for (const column of columns) {
    for (const part of column) out.unsigned(part ? part.length + 1 : 0);
  }
  for (const column of columns) for (const part of column) if (part) out.run(part);
  return packBytes(out.finish());
}

/** So many records that `packFrames` packed; null where the bytes are damaged. */
export function unpackFrames(packed: Buffer, records: number): RecordBytes[] | null {
  try {
    return unpackEach(packed, records);
  } catch (thrown) {
    if (thrown instanceof PackedBytesError || thrown instanceof RangeError) return null;
    throw thrown;
  }
}

function unpackEach(packed: Buffer, records: number): RecordBytes[] {
  const count = Math.ceil(records / frameRecords);
  const found: RecordBytes[] = [];
  let at = 4 * count;
  for (let frame = 0; frame < count; frame++) {
    const end = at + packed.readUInt32LE(4 * frame);
    const some = Math.min(frameRecords, records - frame * frameRecords);
    found.push(...unpackFrame(packed.subarray(at, end), some));
    at = end;
  }
  return found;
}

function unpackFrame(packed: Buffer, records: number): RecordBytes[] {
  const source = new ByteSource(unpackBytes(packed));
  const lengths = Array.from({ length: 3 * records }, () => source.unsigned());
  const parts = lengths.map((length) => (length === 0 ? null : source.run(length - 1)));
  return Array.from({ length: records }, (_, row) => ({
    key: parts[row] ?? null,
    value: parts[records + row] ?? null,
    headers: parts[2 * records + row] ?? Buffer.alloc(0),
  }));
}
