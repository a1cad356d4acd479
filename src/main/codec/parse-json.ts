import { isUtf8 } from 'node:buffer';
import type { JsonObject } from '../../shared/kit/json.ts';
import { err, ok, type Result } from '../../shared/kit/result.ts';
import { type Fault, fault } from './fault.ts';
import { type JsonScan, scanJson } from './scan-json.ts';

/** A JSON object as parsed, with the text it came from; its members are not trusted yet. */
export type ParsedObject = {
  readonly members: JsonObject;
  readonly text: string;
  /** True where a number may be wider than a double holds. */
  readonly hasWideNumber: boolean;
};

const maxBytes = 8 * 1024 * 1024;
const maxDepth = 64;

/** The value's size as a fault: empty, or above 8 MiB; null where it is within the limits. */
export function sizeFault(value: Uint8Array): Fault | null {
  if (value.length === 0) return fault('empty_value', 'The value is empty: no bytes at all.');
  if (value.length <= maxBytes) return null;
  const text = `The value has ${value.length} bytes; 8 MiB (${maxBytes}) is the most that is read.`;
  return fault('too_large', text);
}

/** Reads bytes as one JSON object within the limits; a scan of the bytes comes before the parser. */
export function parseJsonObject(value: Uint8Array): Result<ParsedObject, Fault> {
  const unreadable = bytesFault(value);
  if (unreadable) return err(unreadable);
  const scan = scanJson(value, maxDepth);
  if (scan.depth > maxDepth) {
    return err(fault('too_deep', `The JSON is nested more than ${maxDepth} levels deep.`));
  }
  const text = asBuffer(value).toString('utf8');
  return parseScanned(text, scan);
}

/** A view of the same memory as a Buffer, which decodes short texts fastest. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function bytesFault(value: Uint8Array): Fault | null {
  if (value[0] === 0) {
    const text =
      'The value begins with a zero byte, as Avro and Protobuf values of a schema registry do; no registry is set.';
    return fault('schema_registry', text);
  }
  if (value[0] === 0xef && value[1] === 0xbb && value[2] === 0xbf) {
    return fault('bad_json', 'The value begins with a byte order mark, which JSON does not allow.');
  }
  return isUtf8(value) ? null : fault('bad_utf8', 'The value is not UTF-8.');
}

function parseScanned(text: string, scan: JsonScan): Result<ParsedObject, Fault> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return err(syntaxFault(scan));
  }
  if (scan.hasWideNumber && hasInfinity(parsed)) {
    return err(
      fault('bad_number', 'A number in the JSON is larger than any number can be (1e400).'),
    );
  }
  if (!isJsonObject(parsed)) {
    return err(fault('not_an_object', `The value is ${nameOf(parsed)}, not a JSON object.`));
  }
  return ok({ members: parsed, text, hasWideNumber: scan.hasWideNumber });
}

/** True for an object, as opposed to an array, null or a plain value. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// The parser's own message quotes the payload and changes from version to version.
function syntaxFault(scan: JsonScan): Fault {
  if (scan.hasNumberWord) {
    return fault('bad_number', 'The JSON holds NaN or Infinity, which are no JSON numbers.');
  }
  const text = {
    open: 'The JSON stops before it is complete.',
    trailing: 'More bytes follow after the end of the JSON.',
    closed: 'The value is not JSON.',
  }[scan.ending];
  return fault('bad_json', text);
}

function hasInfinity(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasInfinity);
}

/** Says what kind of JSON value something is, with its article. */
export function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
