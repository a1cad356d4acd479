import { type ByteCursor, pushVarint, readVarint } from './varint.ts';

/** One header as bytes; order and repetition are kept by the list it stands in. */
export type Header = { readonly key: Uint8Array; readonly value: Uint8Array | null };

/** No headers, in wire form. */
export const noHeaders: Uint8Array = Uint8Array.of(0);

/** The number of headers a wire form announces; null where the bytes are damaged. */
export function countHeaders(bytes: Uint8Array): number | null {
  return readVarint({ bytes, at: 0 });
}

/** Reads headers from the wire form of a Kafka record (v2), in order; null where the bytes are damaged. */
export function decodeHeaders(bytes: Uint8Array): Header[] | null {
  const cursor: ByteCursor = { bytes, at: 0 };
  const count = readVarint(cursor);
  if (count === null || count < 0) return null;
  const headers: Header[] = [];
  for (let index = 0; index < count; index++) {
    const key = readRun(cursor);
    const value = key && readRun(cursor);
    if (!key || value === undefined) return null;
    headers.push({ key, value });
  }
  return cursor.at === bytes.length ? headers : null;
}

/** Writes headers in the wire form of a Kafka record (v2). */
export function encodeHeaders(headers: readonly Header[]): Uint8Array {
  const out: number[] = [];
  pushVarint(out, headers.length);
  for (const { key, value } of headers) {
    pushRun(out, key);
    if (value) pushRun(out, value);
    else pushVarint(out, -1);
  }
  return Uint8Array.from(out);
}

function readRun(cursor: ByteCursor): Uint8Array | null | undefined {
  const length = readVarint(cursor);
  if (length === -1) return null;
  if (length === null || length < 0 || cursor.at + length > cursor.bytes.length) return undefined;
  cursor.at += length;
  return cursor.bytes.subarray(cursor.at - length, cursor.at);
}

function pushRun(out: number[], bytes: Uint8Array): void {
  pushVarint(out, bytes.length);
  for (const byte of bytes) out.push(byte);
}
