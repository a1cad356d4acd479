import { createHash } from 'node:crypto';
import { PackedRecord } from '../../shared/log/packed-record.ts';
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
  if (record instanceof PackedRecord && whole === null && !isLong(record)) {
    appendPacked(out, record);
    return;
  }
  const { key, value, headers } = record;
  const long = whole ?? wholeOf(value);
  const valueBytes = long ? long.sha256 : value;
  reserve(out, 31 + (key?.length ?? 0) + (valueBytes?.length ?? 0) + headers.length);
  writeHead(out, record);
  writeLength(out, key ? 1 : 0, key?.length ?? 0);
  if (key) writeBytes(out, key, { from: 0, to: key.length });
  writeLength(out, long ? 2 : value ? 1 : 0, long?.length ?? value?.length ?? 0);
  if (valueBytes) writeBytes(out, valueBytes, { from: 0, to: valueBytes.length });
  writeNumber(out, headers.length);
  writeBytes(out, headers, { from: 0, to: headers.length });
}

function isLong({ valueFrom, valueTo }: PackedRecord): boolean {
  return valueTo - valueFrom > longValueBytes;
}

/** The same straight from the run that the record stands in, without views of its parts (1.1 us before, 0.8 after). */
function appendPacked(out: ByteRun, record: PackedRecord): void {
  const { bytes, keyFrom, keyTo, valueFrom, valueTo, headersFrom, headersTo } = record;
  const keyLength = keyFrom < 0 ? 0 : keyTo - keyFrom;
  const valueLength = valueFrom < 0 ? 0 : valueTo - valueFrom;
  reserve(out, 31 + keyLength + valueLength + headersTo - headersFrom);
  writeHead(out, record);
  writeLength(out, keyFrom < 0 ? 0 : 1, keyLength);
  if (keyLength > 0) writeBytes(out, bytes, { from: keyFrom, to: keyTo });
  writeLength(out, valueFrom < 0 ? 0 : 1, valueLength);
  if (valueLength > 0) writeBytes(out, bytes, { from: valueFrom, to: valueTo });
  writeNumber(out, headersTo - headersFrom);
  writeBytes(out, bytes, { from: headersFrom, to: headersTo });
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

function writeHead(out: ByteRun, { offset, timestamp, timestampType }: LogRecord): void {
  writeWide(out, offset);
  writeWide(out, timestamp);
  out.bytes[out.length++] = timestampType === 'create' ? 0 : 1;
}

function writeLength(out: ByteRun, mark: number, length: number): void {
  out.bytes[out.length++] = mark;
  writeNumber(out, length);
}

function writeBytes(out: ByteRun, bytes: Uint8Array, { from, to }: { from: number; to: number }) {
  const length = to - from;
  // A call costs as much as 30 bytes do in a loop.
  if (length > 30) out.bytes.set(bytes.subarray(from, to), out.length);
  else for (let at = 0; at < length; at++) out.bytes[out.length + at] = bytes[from + at] as number;
  out.length += length;
}

// Halves instead of BigInt: this runs once a record.
function writeWide(out: ByteRun, value: number): void {
  writeNumber(out, Math.floor(value / 2 ** 32));
  writeNumber(out, value % 2 ** 32);
}

/** The lowest 32 bits, big-endian. */
function writeNumber(out: ByteRun, value: number): void {
  const { bytes, length: at } = out;
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
  out.length = at + 4;
}
