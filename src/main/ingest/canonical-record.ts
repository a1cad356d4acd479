import { createHash } from 'node:crypto';
import type { LogRecord } from '../../shared/log/record.ts';

/** Length (bytes) and SHA-256 of a value of which only the beginning is stored. */
export type WholeValue = { readonly length: number; readonly sha256: Uint8Array };

/** Values longer than this enter the chain as their length and SHA-256. */
const longValueBytes = 64 * 1024;

/** A run of bytes that grows: what stands below `length` was written. */
export type ByteRun = { bytes: Buffer; length: number };

/**
 * Appends the one byte form in which a record enters the hash chain (integers big-endian): offset
 * (8), timestamp in ms (8, two's complement), timestamp type (1: 0 create, 1 append), then key,
 * value and headers. A key or value is a mark (0 null, 1 as it is, 2 hashed), its length (4) and
 * its bytes or SHA-256; the headers are the length (4) and bytes of their wire form, which keeps
 * order, repetition, and null apart from empty. `whole` stands for a value stored cut.
 */
export function appendCanonical(out: ByteRun, record: LogRecord, whole: WholeValue | null): void {
  const { key, value, headers } = record;
  const long = whole ?? wholeOf(value);
  const valueBytes = long ? long.sha256 : value;
  reserve(out, 31 + (key?.length ?? 0) + (valueBytes?.length ?? 0) + headers.length);
  writeWide(out, record.offset);
  writeWide(out, record.timestamp);
  out.bytes[out.length++] = record.timestampType === 'create' ? 0 : 1;
  writeRun(out, { mark: key ? 1 : 0, length: key?.length ?? 0, bytes: key });
  const length = long?.length ?? value?.length ?? 0;
  writeRun(out, { mark: long ? 2 : value ? 1 : 0, length, bytes: valueBytes });
  out.length = out.bytes.writeUInt32BE(headers.length, out.length);
  out.bytes.set(headers, out.length);
  out.length += headers.length;
}

function wholeOf(value: Uint8Array | null): WholeValue | null {
  if (value === null || value.length <= longValueBytes) return null;
  return { length: value.length, sha256: createHash('sha256').update(value).digest() };
}

function reserve(out: ByteRun, more: number): void {
  if (out.length + more <= out.bytes.length) return;
  const wider = Buffer.allocUnsafe(2 * (out.length + more));
  wider.set(out.bytes.subarray(0, out.length));
  out.bytes = wider;
}

type Run = { mark: number; length: number; bytes: Uint8Array | null };

function writeRun(out: ByteRun, { mark, length, bytes }: Run): void {
  out.bytes[out.length] = mark;
  out.length = out.bytes.writeUInt32BE(length, out.length + 1);
  if (!bytes) return;
  out.bytes.set(bytes, out.length);
  out.length += bytes.length;
}

// Halves instead of BigInt: this runs once a record.
function writeWide(out: ByteRun, value: number): void {
  out.bytes.writeInt32BE(Math.floor(value / 2 ** 32), out.length);
  out.length = out.bytes.writeUInt32BE(((value % 2 ** 32) + 2 ** 32) % 2 ** 32, out.length + 4);
}
