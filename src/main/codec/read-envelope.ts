import { isAscii, isUtf8 } from 'node:buffer';
import type { Envelope } from '../../shared/domain/envelope.ts';
import type { JsonObject } from '../../shared/kit/json.ts';
import { err, ok, type Result } from '../../shared/kit/result.ts';
import { type Fault, fault, quoted } from './fault.ts';
import { parseEventTime } from './parse-event-time.ts';
import { nameOf } from './parse-json.ts';
import { type AttributeName, attributeNames, type HeaderSpans } from './scan-headers.ts';

/** Attributes of a CloudEvent as texts; absent and null ones are missing. */
export type Attributes = Partial<Record<AttributeName, string>>;

const newestVersion = 1;
const required = ['specversion', 'id', 'source', 'type'] as const;

/** Reads the attributes of binary mode from the headers of a record; a fault where one is not UTF-8. */
export function attributesOfHeaders(
  spans: HeaderSpans,
  headers: Buffer,
): Result<Attributes, Fault> {
  const attributes: Attributes = {};
  // Nearly all headers are ASCII from end to end: one look then serves every value.
  const encoding = isAscii(headers) ? 'latin1' : 'utf8';
  for (const name of attributeNames) {
    const span = spans.attributes[name];
    if (!span) continue;
    if (encoding === 'utf8' && !isUtf8(headers.subarray(span.from, span.to))) {
      return err(fault('bad_utf8', `The header ce_${name} is not UTF-8.`));
    }
    attributes[name] = headers.toString(encoding, span.from, span.to);
  }
  return ok(attributes);
}

/** Reads the attributes of structured mode from the members of the event; numbers and booleans as their texts. */
export function attributesOfMembers(members: JsonObject): Result<Attributes, Fault> {
  const attributes: Attributes = {};
  for (const name of attributeNames) {
    const value = Object.hasOwn(members, name) ? members[name] : null;
    if (value == null) continue;
    const isCore = (required as readonly string[]).includes(name);
    if (typeof value === 'object' || (isCore && typeof value !== 'string')) {
      const text = `The attribute ${name} is ${nameOf(value)}, not a string.`;
      return err(fault('bad_type', text));
    }
    attributes[name] = String(value).toWellFormed();
  }
  return ok(attributes);
}

/** Makes the envelope of its attributes, or says which one is missing or cannot be read. */
export function readEnvelope(attributes: Attributes): Result<Envelope, Fault> {
  const found = requiredFault(attributes);
  if (found) return err(found);
  const time = attributes.time === undefined ? null : parseEventTime(attributes.time);
  if (attributes.time !== undefined && time === null) {
    const text = `The event's time ${quoted(attributes.time)} is no RFC 3339 time with a zone, or beyond what a date holds.`;
    return err(fault('bad_time', text));
  }
  const version = versionOf(attributes.dataschema);
  if (version > newestVersion) {
    const text = `The data has schema version ${version}; this program reads up to ${newestVersion}.`;
    return err(fault('newer_version', text));
  }
  return ok(envelopeOf(attributes, { time, version }));
}

function requiredFault(attributes: Attributes): Fault | null {
  for (const name of required) {
    const value = attributes[name];
    if (value === undefined) return fault('missing_field', `The attribute ${name} is missing.`);
    if (value === '') return fault('bad_type', `The attribute ${name} is empty.`);
  }
  if (attributes.specversion === '1.0') return null;
  const text = `CloudEvents version ${quoted(attributes.specversion ?? '')} is not 1.0, the one that is read.`;
  return fault('newer_version', text);
}

function envelopeOf(
  attributes: Attributes,
  { time, version }: { time: number | null; version: number },
): Envelope {
  return {
    id: attributes.id ?? '',
    source: attributes.source ?? '',
    time,
    subject: attributes.subject || null,
    version,
    actor: attributes.authid || null,
    actorType: attributes.authtype || null,
    reason: attributes.reason || null,
    ticket: attributes.ticket || null,
    basis: attributes.basis || null,
    correlationId: attributes.correlationid || null,
    causationId: attributes.causationid || null,
    recordedTime: attributes.recordedtime || null,
  };
}

function versionOf(dataschema: string | undefined): number {
  const digits = dataschema === undefined ? undefined : /\/v(\d+)$/.exec(dataschema)?.[1];
  return digits === undefined ? 1 : Number(digits);
}
