import { createHash } from 'node:crypto';
import type { LogRecord } from '../../shared/log/record.ts';

/** Length (bytes) and SHA-256 of a value of which only the beginning is stored. */
export type WholeValue = { readonly length: number; readonly sha256: Uint8Array };

/** Values longer than this enter the chain as their length and SHA-256. */
export const longValueBytes = 64 * 1024;

const fixedBytes = 17;

/**
 * The one byte form in which a record enters the hash chain (integers big-endian): offset (8),
 * timestamp in ms (8, two's complement), timestamp type (1: 0 create, 1 append), then key, value
 * and headers. A key or value is a mark (0 null, 1 as it is, 2 hashed), its length (4) and its
 * bytes or SHA-256; the headers are the length (4) and bytes of their wire form, which keeps
 * order, repetition, and null apart from empty. `whole` stands for a value stored cut.
 */
export function canonicalRecord(record: LogRecord, whole: WholeValue | null): Buffer {
  const { key, value, headers } = record;
  const long = whole ?? wholeOf(value);
  const valueBytes = long ? long.sha256 : value;
  const size =
    fixedBytes + 5 + (key?.length ?? 0) + 5 + (valueBytes?.length ?? 0) + 4 + headers.length;
  const out = Buffer.allocUnsafe(size);
  writeWide(out, record.offset, 0);
  writeWide(out, record.timestamp, 8);
  out[16] = record.timestampType === 'create' ? 0 : 1;
  let at = writeRun(out, fixedBytes, key ? 1 : 0, key?.length ?? 0, key);
  const mark = long ? 2 : value ? 1 : 0;
  at = writeRun(out, at, mark, long?.length ?? value?.length ?? 0, valueBytes);
  out.writeUInt32BE(headers.length, at);
  out.set(headers, at + 4);
  return out;
}

function wholeOf(value: Uint8Array | null): WholeValue | null {
  if (value === null || value.length <= longValueBytes) return null;
  return { length: value.length, sha256: createHash('sha256').update(value).digest() };
}

function writeRun(
  out: Buffer,
  at: number,
  mark: number,
  length: number,
  bytes: Uint8Array | null,
): number {
  out[at] = mark;
  out.writeUInt32BE(length, at + 1);
  if (bytes) out.set(bytes, at + 5);
  return at + 5 + (bytes?.length ?? 0);
}

// Halves instead of BigInt: this runs once a record.
function writeWide(out: Buffer, value: number, at: number): void {
  out.writeInt32BE(Math.floor(value / 2 ** 32), at);
  out.writeUInt32BE(((value % 2 ** 32) + 2 ** 32) % 2 ** 32, at + 4);
}
