import { type ByteCursor, readUnsigned } from '../../../../shared/log/varint.ts';

const xerialMark = [130, 83, 78, 65, 80, 80, 89, 0];
const xerialHeaderBytes = 16;

/**
 * Inflates snappy, bare or in the blocks of the Xerial framing that Java clients write. At most
 * `limit` bytes: `too_large` otherwise, before anything is allocated; null where the bytes are broken.
 * Source: the snappy format description (google/snappy).
 */
export function decodeSnappy(bytes: Uint8Array, limit: number): Uint8Array | 'too_large' | null {
  if (!xerialMark.every((byte, index) => bytes[index] === byte)) return decodeBlock(bytes, limit);
  const blocks: Uint8Array[] = [];
  let total = 0;
  for (let at = xerialHeaderBytes; at < bytes.length; ) {
    if (at + 4 > bytes.length) return null;
    const size = new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
    at += 4;
    if (at + size > bytes.length) return null;
    const block = decodeBlock(bytes.subarray(at, at + size), limit - total);
    if (block === null || block === 'too_large') return block;
    blocks.push(block);
    total += block.length;
    at += size;
  }
  return join(blocks, total);
}

function decodeBlock(bytes: Uint8Array, limit: number): Uint8Array | 'too_large' | null {
  const cursor: ByteCursor = { bytes, at: 0 };
  const length = readUnsigned(cursor);
  if (length === null) return null;
  if (length > limit) return 'too_large';
  // The densest element makes 64 bytes of 3: a length beyond that is a lie, not worth allocating for.
  if (length > bytes.length * 64) return null;
  const out = new Uint8Array(length);
  return inflate(cursor, out) ? out : null;
}

function inflate(cursor: ByteCursor, out: Uint8Array): boolean {
  const { bytes } = cursor;
  let made = 0;
  while (cursor.at < bytes.length) {
    const tag = bytes[cursor.at++] as number;
    const kind = tag & 3;
    const length = kind === 1 ? ((tag >> 2) & 7) + 4 : runLength(cursor, tag, kind);
    if (made + length > out.length) return false;
    if (kind === 0) {
      if (cursor.at + length > bytes.length) return false;
      out.set(bytes.subarray(cursor.at, cursor.at + length), made);
      cursor.at += length;
    } else {
      const distance = readDistance(cursor, tag, kind);
      if (distance === 0 || distance > made) return false;
      repeat(out, made, distance, length);
    }
    made += length;
  }
  return made === out.length && cursor.at === bytes.length;
}

/** The length of a literal (kind 0), whose long forms stand in the next bytes, or of a copy. */
function runLength(cursor: ByteCursor, tag: number, kind: number): number {
  const short = tag >> 2;
  if (kind !== 0 || short < 60) return short + 1;
  return readLittle(cursor, short - 59) + 1;
}

function readDistance(cursor: ByteCursor, tag: number, kind: number): number {
  if (kind === 1) return (tag >> 5) * 256 + readLittle(cursor, 1);
  return readLittle(cursor, kind === 2 ? 2 : 4);
}

/** A little-endian number of `count` bytes; bytes past the end count as 0 and fail the caller's checks. */
function readLittle(cursor: ByteCursor, count: number): number {
  let value = 0;
  let factor = 1;
  for (let index = 0; index < count; index++) {
    value += (cursor.bytes[cursor.at++] ?? 0) * factor;
    factor *= 256;
  }
  return value;
}

/** Copies from `distance` back; where the run overlaps itself it repeats. */
function repeat(out: Uint8Array, at: number, distance: number, length: number): void {
  if (distance >= length) {
    out.copyWithin(at, at - distance, at - distance + length);
    return;
  }
  for (let index = at; index < at + length; index++) out[index] = out[index - distance] as number;
}

function join(blocks: readonly Uint8Array[], total: number): Uint8Array {
  if (blocks.length === 1 && blocks[0]) return blocks[0];
  const out = new Uint8Array(total);
  let at = 0;
  for (const block of blocks) {
    out.set(block, at);
    at += block.length;
  }
  return out;
}
