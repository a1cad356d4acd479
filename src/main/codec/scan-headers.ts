import type { Writable } from '../../shared/kit/writable.ts';
import { countHeaders } from '../../shared/log/headers.ts';
import { type ByteCursor, readVarint } from '../../shared/log/varint.ts';
import { type Fault, fault } from './fault.ts';

/** The headers of a CloudEvent that are read, by the name behind `ce_`, and their places in lists. */
export const attributeAt = {
  specversion: 0,
  id: 1,
  source: 2,
  type: 3,
  subject: 4,
  time: 5,
  dataschema: 6,
  authid: 7,
  authtype: 8,
  reason: 9,
  ticket: 10,
  basis: 11,
  correlationid: 12,
  causationid: 13,
  recordedtime: 14,
} as const;

/** The names of the attributes that are read, each at its place. */
export const attributeNames = Object.keys(attributeAt) as (keyof typeof attributeAt)[];

/**
 * Where the values of the headers that are read stand in the wire form: bytes [from, to), by the
 * attribute's place; `from` is 0 where there is none or the value is null.
 */
export type HeaderSpans = {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** True where a `ce_*` header that is read stands there, with a value or without. */
  readonly hasAttributes: boolean;
  /** Where the content type stands, [from, to); `from` is 0 where there is none. */
  readonly contentTypeFrom: number;
  readonly contentTypeTo: number;
};

const maxHeaders = 1_000;
const contentTypeName = 'content-type';
const prefix = 'ce_';

// One for all records, since this runs once a record: decoding never waits in between.
const scan: Writable<HeaderSpans> = {
  from: new Int32Array(attributeNames.length),
  to: new Int32Array(attributeNames.length),
  hasAttributes: false,
  contentTypeFrom: 0,
  contentTypeTo: 0,
};

/**
 * Finds the values of the `ce_*` and `content-type` headers in the wire form of a Kafka record
 * (v2) without building the others; where a header is repeated, the last one counts, as in Kafka's
 * own `lastHeader`. Damaged bytes and more than 1 000 headers are faults. What is found holds only
 * until the next call.
 */
export function scanHeaders(bytes: Uint8Array): HeaderSpans | { readonly fault: Fault } {
  const count = countHeaders(bytes);
  if (count === null || count < 0) return { fault: fault('bad_headers', damagedText) };
  if (count > maxHeaders) {
    const text = `The record has ${count} headers; ${maxHeaders} is the most that is read.`;
    return { fault: fault('too_many_headers', text) };
  }
  return scanEach(bytes, count) ? scan : { fault: fault('bad_headers', damagedText) };
}

const damagedText = 'The header bytes are damaged: lengths and contents do not agree.';

/** False where the bytes are damaged. */
function scanEach(bytes: Uint8Array, count: number): boolean {
  const cursor: ByteCursor = { bytes, at: 0 };
  readLength(cursor);
  scan.from.fill(0);
  scan.hasAttributes = false;
  scan.contentTypeFrom = 0;
  for (let index = 0; index < count; index++) {
    const keyLength = passRun(cursor);
    if (keyLength < 0) return false;
    const key = cursor.at - keyLength;
    const valueLength = passRun(cursor);
    if (valueLength === damaged) return false;
    const from = valueLength === nothing ? 0 : cursor.at - valueLength;
    note(cursor, { key, keyLength, from });
  }
  return cursor.at === cursor.bytes.length;
}

type Passed = { readonly key: number; readonly keyLength: number; readonly from: number };

function note({ bytes, at }: ByteCursor, { key, keyLength, from }: Passed): void {
  if (keyLength > prefix.length && matches(bytes, key, prefix)) {
    const attribute = attributeOf(bytes, key, keyLength);
    if (attribute < 0) return;
    scan.hasAttributes = true;
    scan.from[attribute] = from;
    scan.to[attribute] = at;
  } else if (keyLength === contentTypeName.length && isContentType(bytes, key)) {
    scan.contentTypeFrom = from;
    scan.contentTypeTo = at;
  }
}

const nothing = -1;
const damaged = -2;

/** Moves past a run of bytes; its length, or that it is null or damaged. */
function passRun(cursor: ByteCursor): number {
  const length = readLength(cursor);
  if (length === nothing) return nothing;
  if (length === null || length < 0 || cursor.at + length > cursor.bytes.length) return damaged;
  cursor.at += length;
  return length;
}

// Nearly all lengths are one byte long.
function readLength(cursor: ByteCursor): number | null {
  const byte = cursor.bytes[cursor.at];
  if (byte === undefined || byte >= 0x80) return readVarint(cursor);
  cursor.at++;
  return (byte >> 1) ^ -(byte & 1);
}

const indexesByLength = groupByLength();

/** The attribute's index; -1 where it is none that is read. */
function attributeOf(bytes: Uint8Array, key: number, keyLength: number): number {
  const indexes = indexesByLength[keyLength];
  if (!indexes) return -1;
  for (const index of indexes) {
    if (matches(bytes, key + prefix.length, attributeNames[index] as string)) return index;
  }
  return -1;
}

function matches(bytes: Uint8Array, from: number, text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (bytes[from + at] !== text.charCodeAt(at)) return false;
  }
  return true;
}

// Producers that copy headers from HTTP write "Content-Type".
function isContentType(bytes: Uint8Array, key: number): boolean {
  for (let at = 0; at < contentTypeName.length; at++) {
    if (((bytes[key + at] as number) | 0x20) !== contentTypeName.charCodeAt(at)) return false;
  }
  return true;
}

function groupByLength(): readonly (readonly number[] | undefined)[] {
  const groups: number[][] = [];
  for (const [index, name] of attributeNames.entries()) {
    const length = prefix.length + name.length;
    groups[length] = [...(groups[length] ?? []), index];
  }
  return groups;
}
