import { ByteSource } from './byte-source.ts';
import { ByteWriter } from './byte-writer.ts';
import type { RunSlice } from './event-columns.ts';
import { PackedBytesError, packBytes, unpackBytes } from './pack-bytes.ts';
import type { RecordBytes } from './record-row.ts';
import { bytesBefore, type RecordRun } from './record-run.ts';

/** How many records a full block holds. */
export const blockRecords = 256;

/** Records are packed so many together: what it takes to read one of them. */
const frameRecords = 64;

/** Packs keys, values and headers of a slice of a run, each frame by itself, behind their lengths. */
export function encodeBlock(run: RecordRun, { from, to }: RunSlice): Buffer {
  const frames: Buffer[] = [];
  for (let start = from; start < to; start += frameRecords) {
    frames.push(encodeFrame(run, { from: start, to: Math.min(to, start + frameRecords) }));
  }
  const head = Buffer.allocUnsafe(4 * frames.length);
  for (const [frame, { length }] of frames.entries()) head.writeUInt32LE(length, 4 * frame);
  return Buffer.concat([head, ...frames]);
}

/** Each kind of bytes together: what is alike stands side by side. */
function encodeFrame(run: RecordRun, slice: RunSlice): Buffer {
  const { lengths, bytes } = run;
  const [first, end] = [bytesBefore(run, slice.from), bytesBefore(run, slice.to)];
  const out = new ByteWriter(end - first + 6 * (slice.to - slice.from));
  for (const part of [0, 1, 2]) {
    // A length is told one higher, so that null is not empty.
    for (let row = slice.from; row < slice.to; row++) {
      out.unsigned((lengths[3 * row + part] as number) + 1);
    }
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

/** The records of a block: a frame is unpacked when one of its records is asked for. */
export type RecordBlock = { record(row: number): RecordBytes };

/** Opens a block of so many records. It, and `record`, throw PackedBytesError where the bytes are not what was packed. */
export function openBlock(packed: Uint8Array, records: number): RecordBlock {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
  const count = Math.ceil(records / frameRecords);
  if (bytes.length < 4 * count) throw new PackedBytesError('a block is too short.');
  const starts = [4 * count];
  for (let frame = 0; frame < count; frame++) {
    starts.push((starts[frame] as number) + bytes.readUInt32LE(4 * frame));
  }
  const frames = new Map<number, RecordBlock>();
  const frameOf = (frame: number): RecordBlock => {
    const known = frames.get(frame);
    if (known) return known;
    const opened = openFrame(
      bytes.subarray(starts[frame], starts[frame + 1]),
      Math.min(frameRecords, records - frame * frameRecords),
    );
    frames.set(frame, opened);
    return opened;
  };
  return {
    record: (row) => frameOf(Math.floor(row / frameRecords)).record(row % frameRecords),
  };
}

function openFrame(packed: Uint8Array, records: number): RecordBlock {
  const content = unpackBytes(packed);
  const source = new ByteSource(content);
  const lengths = Array.from({ length: 3 * records }, () => source.unsigned());
  const starts = new Float64Array(3 * records + 1);
  starts[0] = source.at;
  for (const [part, length] of lengths.entries()) {
    starts[part + 1] = (starts[part] as number) + Math.max(0, length - 1);
  }
  if (starts[3 * records] !== content.length) {
    throw new PackedBytesError('a frame is not as long as it says.');
  }
  const part = (at: number) => content.subarray(starts[at], starts[at + 1]);
  return {
    record: (row) => ({
      key: lengths[row] === 0 ? null : part(row),
      value: lengths[records + row] === 0 ? null : part(records + row),
      headers: part(2 * records + row),
    }),
  };
}
