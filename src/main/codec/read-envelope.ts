import { isAscii, isUtf8 } from 'node:buffer';
import type { Envelope } from '../../shared/domain/envelope.ts';
import type { JsonObject } from '../../shared/kit/json.ts';
import { err, ok, type Result } from '../../shared/kit/result.ts';
import { type Fault, fault, quoted } from './fault.ts';
import { parseEventTime } from './parse-event-time.ts';
import { nameOf } from './parse-json.ts';
import { recallText } from './recall-text.ts';
import { attributeAt, attributeNames, type HeaderSpans } from './scan-headers.ts';

/** Attributes of a CloudEvent as texts, each at its place of `attributeAt`; absent and null ones are undefined. */
export type Attributes = readonly (string | undefined)[];

const newestVersion = 1;
const required = ['specversion', 'id', 'source', 'type'] as const;

// The values of these come again from record to record; those of the others are nearly always new.
const recurring: ReadonlySet<string> = new Set([
  ...['specversion', 'source', 'type', 'dataschema', 'authid', 'authtype'],
]);
const recurs = attributeNames.map((name) => recurring.has(name));

/** Reads the attributes of binary mode from the headers of a record; a fault where one is not UTF-8. */
export function attributesOfHeaders(
  spans: HeaderSpans,
  headers: Buffer,
): Result<Attributes, Fault> {
  // Nearly all headers are ASCII from end to end: one look then serves every value.
  const ascii = isAscii(headers);
  const attributes: (string | undefined)[] = [];
  for (let index = 0; index < attributeNames.length; index++) {
    const [from, to] = [spans.from[index] as number, spans.to[index] as number];
    if (from === 0) attributes.push(undefined);
    else if (ascii && recurs[index]) attributes.push(recallText(headers, from, to));
    else if (ascii) attributes.push(headers.toString('latin1', from, to));
    else if (isUtf8(headers.subarray(from, to))) {
      attributes.push(headers.toString('utf8', from, to));
    } else return err(fault('bad_utf8', `The header ce_${attributeNames[index]} is not UTF-8.`));
  }
  return ok(attributes);
}

/** Reads the attributes of structured mode from the members of the event; numbers and booleans as their texts. */
export function attributesOfMembers(members: JsonObject): Result<Attributes, Fault> {
  const attributes: (string | undefined)[] = attributeNames.map(() => undefined);
  for (const [index, name] of attributeNames.entries()) {
    const value = Object.hasOwn(members, name) ? members[name] : null;
    if (value == null) continue;
    const isCore = (required as readonly string[]).includes(name);
    if (typeof value === 'object' || (isCore && typeof value !== 'string')) {
      const text = `The attribute ${name} is ${nameOf(value)}, not a string.`;
      return err(fault('bad_type', text));
    }
    attributes[index] = String(value).toWellFormed();
  }
  return ok(attributes);
}

/** Makes the envelope of its attributes, or says which one is missing or cannot be read. */
export function readEnvelope(attributes: Attributes): Result<Envelope, Fault> {
  const found = requiredFault(attributes);
  if (found) return err(found);
  const said = attributes[attributeAt.time];
  const time = said === undefined ? null : parseEventTime(said);
  if (said !== undefined && time === null) {
    const text = `The event's time ${quoted(said)} is no RFC 3339 time with a zone, or beyond what a date holds.`;
    return err(fault('bad_time', text));
  }
  const version = versionOf(attributes[attributeAt.dataschema]);
  if (version > newestVersion) {
    const text = `The data has schema version ${version}; this program reads up to ${newestVersion}.`;
    return err(fault('newer_version', text));
  }
  return ok(envelopeOf(attributes, time, version));
}

function requiredFault(attributes: Attributes): Fault | null {
  for (const name of required) {
    const value = attributes[attributeAt[name]];
    if (value === undefined) return fault('missing_field', `The attribute ${name} is missing.`);
    if (value === '') return fault('bad_type', `The attribute ${name} is empty.`);
  }
  const specversion = attributes[attributeAt.specversion] ?? '';
  if (specversion === '1.0') return null;
  const text = `CloudEvents version ${quoted(specversion)} is not 1.0, the one that is read.`;
  return fault('newer_version', text);
}

function envelopeOf(attributes: Attributes, time: number | null, version: number): Envelope {
  return {
    id: attributes[attributeAt.id] ?? '',
    source: attributes[attributeAt.source] ?? '',
    time,
    subject: attributes[attributeAt.subject] || null,
    version,
    actor: attributes[attributeAt.authid] || null,
    actorType: attributes[attributeAt.authtype] || null,
    reason: attributes[attributeAt.reason] || null,
    ticket: attributes[attributeAt.ticket] || null,
    basis: attributes[attributeAt.basis] || null,
    correlationId: attributes[attributeAt.correlationid] || null,
    causationId: attributes[attributeAt.causationid] || null,
    recordedTime: attributes[attributeAt.recordedtime] || null,
  };
}

let lastSchema: string | undefined;
let lastVersion = 1;

// Records of one type name the same schema: it is read again only where it changes.
function versionOf(dataschema: string | undefined): number {
  if (dataschema === lastSchema) return lastVersion;
  const digits = dataschema === undefined ? undefined : /\/v(\d+)$/.exec(dataschema)?.[1];
  lastSchema = dataschema;
  lastVersion = digits === undefined ? 1 : Number(digits);
  return lastVersion;
}
