import { countHeaders } from '../../shared/log/headers.ts';
import { type ByteCursor, readVarint } from '../../shared/log/varint.ts';
import { type Fault, fault } from './fault.ts';

/** The headers of a CloudEvent that are read, by the name behind `ce_`. */
export const attributeNames = [
  'specversion',
  'id',
  'source',
  'type',
  'subject',
  'time',
  'dataschema',
  'authid',
  'authtype',
  'reason',
  'ticket',
  'basis',
  'correlationid',
  'causationid',
  'recordedtime',
] as const;

/** One of the attributes that are read. */
export type AttributeName = (typeof attributeNames)[number];

/** Where the values of the headers that are read stand in the wire form; null where the value is null. */
export type HeaderSpans = {
  readonly attributes: Partial<Record<AttributeName, Span | null>>;
  readonly contentType: Span | null;
  readonly fault: Fault | null;
};

/** Bytes [from, to) of the wire form. */
export type Span = { readonly from: number; readonly to: number };

const maxHeaders = 1_000;
const contentTypeName = 'content-type';
const prefix = 'ce_';

/**
 * Finds the values of the `ce_*` and `content-type` headers in the wire form of a Kafka record
 * (v2) without building the others; where a header is repeated, the last one counts, as in Kafka's
 * own `lastHeader`. Damaged bytes and more than 1 000 headers are faults.
 */
export function scanHeaders(bytes: Uint8Array): HeaderSpans {
  const count = countHeaders(bytes);
  if (count === null || count < 0) return broken(fault('bad_headers', damagedText));
  if (count > maxHeaders) {
    const text = `The record has ${count} headers; ${maxHeaders} is the most that is read.`;
    return broken(fault('too_many_headers', text));
  }
  return scanEach(bytes, count);
}

const damagedText = 'The header bytes are damaged: lengths and contents do not agree.';

function scanEach(bytes: Uint8Array, count: number): HeaderSpans {
  const cursor: ByteCursor = { bytes, at: 0 };
  readVarint(cursor);
  const attributes: Partial<Record<AttributeName, Span | null>> = {};
  let contentType: Span | null = null;
  for (let index = 0; index < count; index++) {
    const key = readSpan(cursor);
    const value = key && readSpan(cursor);
    if (!key || value === undefined) return broken(fault('bad_headers', damagedText));
    if (startsWith(bytes, key, prefix)) {
      const name = attributeOf(bytes, key);
      if (name) attributes[name] = value;
    } else if (key.to - key.from === contentTypeName.length && isContentType(bytes, key)) {
      contentType = value;
    }
  }
  if (cursor.at !== bytes.length) return broken(fault('bad_headers', damagedText));
  return { attributes, contentType, fault: null };
}

function broken(found: Fault): HeaderSpans {
  return { attributes: {}, contentType: null, fault: found };
}

/** Null for a null run, undefined where the bytes are damaged. */
function readSpan(cursor: ByteCursor): Span | null | undefined {
  const length = readVarint(cursor);
  if (length === -1) return null;
  if (length === null || length < 0 || cursor.at + length > cursor.bytes.length) return undefined;
  const from = cursor.at;
  cursor.at += length;
  return { from, to: cursor.at };
}

const namesByLength = groupByLength();

function attributeOf(bytes: Uint8Array, key: Span): AttributeName | undefined {
  return namesByLength[key.to - key.from]?.find((name) => matches(bytes, key.from + 3, name));
}

function startsWith(bytes: Uint8Array, span: Span, text: string): boolean {
  return span.to - span.from > text.length && matches(bytes, span.from, text);
}

function matches(bytes: Uint8Array, from: number, text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (bytes[from + at] !== text.charCodeAt(at)) return false;
  }
  return true;
}

// Producers that copy headers from HTTP write "Content-Type".
function isContentType(bytes: Uint8Array, key: Span): boolean {
  for (let at = 0; at < contentTypeName.length; at++) {
    if (((bytes[key.from + at] as number) | 0x20) !== contentTypeName.charCodeAt(at)) return false;
  }
  return true;
}

function groupByLength(): readonly (readonly AttributeName[] | undefined)[] {
  const groups: AttributeName[][] = [];
  for (const name of attributeNames) {
    const length = prefix.length + name.length;
    groups[length] = [...(groups[length] ?? []), name];
  }
  return groups;
}
