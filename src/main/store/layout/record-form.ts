import { PackedRecord } from '../../../shared/log/packed-record.ts';
import type { LogRecord } from '../../../shared/log/record.ts';
import { offsetOfPlace } from '../place.ts';
import { PackedBytesError } from './pack-bytes.ts';

// The one byte form of a record, in which it is stored and hashed (integers big-endian): offset
// (8), timestamp in ms (8, two's complement), timestamp type (1: 0 create, 1 append), then key,
// value and headers. A key or value is a mark (0 null, 1 as it is, 2 hashed), its length (4) and
// its bytes or SHA-256; the headers are the length (4) and bytes of their wire form, which keeps
// order, repetition, and null apart from empty. A value is never stored hashed: it enters the hash
// chain like this where it is longer than 64 KiB, or only its beginning is stored.

/** Length (bytes) and SHA-256 of a value of which only the beginning is stored. */
export type WholeValue = { readonly length: number; readonly sha256: Uint8Array };

/** Bytes that grow: what stands below `used` was written. */
export type ByteRun = { bytes: Uint8Array; used: number };

/** What of a record the form holds; `packed` where key, value and headers stand in a run of many. */
export type Formable = {
  readonly place: number;
  readonly timestamp: number;
  /** 0 create, 1 append. */
  readonly timestampType: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Uint8Array;
  readonly packed?: PackedRecord | null;
};

/** The bytes of one record. */
export type RecordBytes = {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Buffer;
};

const headBytes = 17;
/** All that is not key, value or headers. */
const frameBytes = headBytes + 5 + 5 + 4;
const [nullMark, plainMark, hashedMark] = [0, 1, 2];

/** How many bytes a record takes in this form. */
export function formLength(record: LogRecord): number {
  if (record instanceof PackedRecord) return packedLength(record);
  const { key, value, headers } = record;
  return frameBytes + (key?.length ?? 0) + (value?.length ?? 0) + headers.length;
}

function packedLength(packed: PackedRecord): number {
  const { keyFrom, keyTo, valueFrom, valueTo, headersFrom, headersTo } = packed;
  const keyLength = keyFrom < 0 ? 0 : keyTo - keyFrom;
  const valueLength = valueFrom < 0 ? 0 : valueTo - valueFrom;
  return frameBytes + keyLength + valueLength + headersTo - headersFrom;
}

/** Makes room for so many bytes more, so that what is there is not copied while they come. */
export function reserveBytes(out: ByteRun, more: number): void {
  if (out.used + more > out.bytes.length) widenTo(out, out.used + more);
}

/** Appends a record. */
export function appendForm(out: ByteRun, record: Formable): void {
  if (record.packed) {
    appendPacked(out, record, record.packed);
    return;
  }
  const { key, value, headers } = record;
  reserve(out, frameBytes + (key?.length ?? 0) + (value?.length ?? 0) + headers.length);
  writeHead(out, record);
  writePart(out, key);
  writePart(out, value);
  writeNumber(out, headers.length);
  writeBytes(out, headers, { from: 0, to: headers.length });
}

/** The same straight from the run that the record stands in, without views of its parts. */
function appendPacked(out: ByteRun, record: Formable, packed: PackedRecord): void {
  const { bytes, keyFrom, keyTo, valueFrom, valueTo, headersFrom, headersTo } = packed;
  const keyLength = keyFrom < 0 ? 0 : keyTo - keyFrom;
  const valueLength = valueFrom < 0 ? 0 : valueTo - valueFrom;
  reserve(out, frameBytes + keyLength + valueLength + headersTo - headersFrom);
  writeHead(out, record);
  writeLength(out, keyFrom < 0 ? nullMark : plainMark, keyLength);
  if (keyLength > 0) writeBytes(out, bytes, { from: keyFrom, to: keyTo });
  writeLength(out, valueFrom < 0 ? nullMark : plainMark, valueLength);
  if (valueLength > 0) writeBytes(out, bytes, { from: valueFrom, to: valueTo });
  writeNumber(out, headersTo - headersFrom);
  writeBytes(out, bytes, { from: headersFrom, to: headersTo });
}

/** The offset of the record that begins at `at`. */
export function offsetOfForm(bytes: Buffer, at: number): number {
  return bytes.readUInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);
}

/** Key, value and headers of the record that begins at `at`, as views. */
export function readForm(bytes: Buffer, at: number): RecordBytes {
  const keyAt = at + headBytes;
  const valueAt = pastPart(bytes, keyAt);
  const headersAt = pastPart(bytes, valueAt);
  return {
    key: partAt(bytes, keyAt),
    value: partAt(bytes, valueAt),
    headers: bytes.subarray(headersAt + 4, headersAt + 4 + bytes.readUInt32BE(headersAt)),
  };
}

/** Where each of so many records begins, and the last one ends. Throws PackedBytesError where the bytes are not theirs. */
export function startsOfForms(bytes: Buffer, records: number): Float64Array {
  const starts = new Float64Array(records + 1);
  let at = 0;
  try {
    for (let record = 0; record < records; record++) {
      starts[record] = at;
      const headersAt = pastPart(bytes, pastPart(bytes, at + headBytes));
      at = headersAt + 4 + bytes.readUInt32BE(headersAt);
    }
  } catch (thrown) {
    throw new PackedBytesError('they end within a record.', { cause: thrown });
  }
  starts[records] = at;
  if (at !== bytes.length) throw new PackedBytesError('they are not as long as they say.');
  return starts;
}

/** A stored record as it enters the hash chain where its value does so as its length and SHA-256. */
export function withValueHashed(form: Buffer, { length, sha256 }: WholeValue): Buffer {
  const valueAt = pastPart(form, headBytes);
  const mark = Buffer.alloc(5);
  mark[0] = hashedMark;
  mark.writeUInt32BE(length, 1);
  return Buffer.concat([
    ...[form.subarray(0, valueAt), mark, sha256],
    form.subarray(pastPart(form, valueAt)),
  ]);
}

function pastPart(bytes: Buffer, at: number): number {
  return at + 5 + bytes.readUInt32BE(at + 1);
}

function partAt(bytes: Buffer, at: number): Buffer | null {
  return bytes[at] === nullMark ? null : bytes.subarray(at + 5, pastPart(bytes, at));
}

function reserve(out: ByteRun, more: number): void {
  const end = out.used + more;
  if (end <= out.bytes.length) return;
  widenTo(out, Math.ceil(1.3 * end));
}

// Shared, so that another thread can look at it without a copy.
function widenTo(out: ByteRun, length: number): void {
  const wider = new Uint8Array(new SharedArrayBuffer(length));
  wider.set(out.bytes.subarray(0, out.used));
  out.bytes = wider;
}

function writeHead(out: ByteRun, { place, timestamp, timestampType }: Formable): void {
  writeWide(out, offsetOfPlace(place));
  writeWide(out, timestamp);
  out.bytes[out.used++] = timestampType;
}

function writePart(out: ByteRun, part: Uint8Array | null): void {
  writeLength(out, part ? plainMark : nullMark, part?.length ?? 0);
  if (part) writeBytes(out, part, { from: 0, to: part.length });
}

function writeLength(out: ByteRun, mark: number, length: number): void {
  out.bytes[out.used++] = mark;
  writeNumber(out, length);
}

// Copies without a view of either: 0.05 us whatever the length, and nothing to be collected.
const { copy } = Buffer.prototype;

function writeBytes(out: ByteRun, bytes: Uint8Array, { from, to }: { from: number; to: number }) {
  copy.call(bytes, out.bytes, out.used, from, to);
  out.used += to - from;
}

// Halves instead of BigInt: this runs once a record.
function writeWide(out: ByteRun, value: number): void {
  writeNumber(out, Math.floor(value / 2 ** 32));
  writeNumber(out, value % 2 ** 32);
}

/** The lowest 32 bits, big-endian. */
function writeNumber(out: ByteRun, value: number): void {
  const { bytes, used: at } = out;
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
  out.used = at + 4;
}
