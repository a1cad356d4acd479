import { type EventType, isEventType } from '../../shared/domain/events.ts';
import type { JsonObject } from '../../shared/kit/json.ts';
import { err, ok, type Result } from '../../shared/kit/result.ts';
import type { LogRecord } from '../../shared/log/record.ts';
import type { Decoded } from './decoded.ts';
import { type Fault, fault, quoted } from './fault.ts';
import { findDuplicateKey } from './find-duplicate-key.ts';
import { isStructured } from './is-structured.ts';
import { subjectFault } from './match-subject.ts';
import {
  asBuffer,
  isJsonObject,
  nameOf,
  type ParsedObject,
  parseJsonObject,
  sizeFault,
} from './parse-json.ts';
import { parseWithWideIntegers } from './read-attributes.ts';
import {
  type Attributes,
  attributesOfHeaders,
  attributesOfMembers,
  readEnvelope,
} from './read-envelope.ts';
import { readEventData } from './read-event-data.ts';
import { attributeAt, type HeaderSpans, scanHeaders } from './scan-headers.ts';

/**
 * Says what a record is; never throws. Reads CloudEvents 1.0 over the Kafka binding, binary and
 * structured. The first of these that applies decides: damaged or too many headers, null value
 * (tombstone), empty or too large value, no envelope, unknown type (in binary mode the value is
 * not looked at), envelope, JSON, data, key and subject.
 */
export function decodeRecord(record: LogRecord): Decoded {
  const spans = scanHeaders(record.headers);
  if ('fault' in spans) return quarantined(spans.fault);
  const { value } = record;
  if (value === null) return { kind: 'tombstone' };
  const size = sizeFault(value);
  if (size) return quarantined(size);
  const headers = asBuffer(record.headers);
  const source = isStructured(spans, headers)
    ? readStructured(value)
    : readBinary(spans, headers, value);
  return source.ok ? decodeSource(source.value, record.key, value) : quarantined(source.error);
}

/** An event's attributes; in structured mode the value was parsed for them. */
type Source = { readonly attributes: Attributes; readonly parsed: ParsedObject | null };

/** The data object, in the JSON it stands in: as the whole, or as its member `data`. */
type DataSource = {
  readonly parsed: ParsedObject;
  readonly data: JsonObject;
  readonly isNested: boolean;
};

function decodeSource(
  { attributes, parsed }: Source,
  key: Uint8Array | null,
  value: Uint8Array,
): Decoded {
  const type = attributes[attributeAt.type];
  if (type && !isEventType(type)) return { kind: 'unknownType', type };
  const envelope = readEnvelope(attributes);
  if (!envelope.ok) return quarantined(envelope.error);
  const source = parsed ? dataMember(parsed) : wholeValue(value);
  if (!source.ok) return quarantined(source.error);
  const event = readData(type as EventType, source.value);
  if (!event.ok) return quarantined(event.error);
  const stranger = subjectFault(event.value, key, envelope.value.subject);
  if (stranger) return quarantined(stranger);
  return { kind: 'event', event: event.value, envelope: envelope.value };
}

function readBinary(spans: HeaderSpans, headers: Buffer, value: Uint8Array): Result<Source, Fault> {
  if (!spans.hasAttributes) return err(envelopeFault(value));
  const attributes = attributesOfHeaders(spans, headers);
  return attributes.ok ? ok({ attributes: attributes.value, parsed: null }) : attributes;
}

function wholeValue(value: Uint8Array): Result<DataSource, Fault> {
  const parsed = parseJsonObject(value);
  return parsed.ok
    ? ok({ parsed: parsed.value, data: parsed.value.members, isNested: false })
    : parsed;
}

function envelopeFault(value: Uint8Array): Fault {
  if (value[0] === 0) {
    const text =
      'The record has no CloudEvents headers, and its value begins with a zero byte, as values of a schema registry do; no registry is set.';
    return fault('schema_registry', text);
  }
  const text =
    'The record is no CloudEvent: it has no ce_ headers, and its content type is not application/cloudevents+json.';
  return fault('no_envelope', text);
}

function readStructured(value: Uint8Array): Result<Source, Fault> {
  const parsed = parseJsonObject(value);
  if (!parsed.ok) return parsed;
  const attributes = attributesOfMembers(parsed.value.members);
  return attributes.ok ? ok({ attributes: attributes.value, parsed: parsed.value }) : attributes;
}

function dataMember(parsed: ParsedObject): Result<DataSource, Fault> {
  const { members } = parsed;
  const found = Object.hasOwn(members, 'data') ? members['data'] : undefined;
  if (found === undefined) return err(fault('missing_field', 'The event has no data.'));
  if (isJsonObject(found)) return ok({ parsed, data: found, isNested: true });
  return err(fault('not_an_object', `The event's data is ${nameOf(found)}, not a JSON object.`));
}

function readData(type: EventType, { parsed, data, isNested }: DataSource) {
  const twice = concernsRoles(type) ? findDuplicateKey(parsed.text) : null;
  if (twice !== null) {
    const text = `The key ${quoted(twice)} stands twice in one object: what the event says about roles is not certain.`;
    return err(fault('duplicate_key', text));
  }
  if (!parsed.hasWideNumber) return readEventData(type, { members: data, exact: data });
  const exact = parseWithWideIntegers(parsed.text);
  return readEventData(type, {
    members: data,
    exact: isNested ? (exact['data'] as JsonObject) : exact,
  });
}

// Assignments too: who gets which role must not depend on which parser reads it.
function concernsRoles(type: EventType): boolean {
  return type.startsWith('Role');
}

function quarantined({ reason, text }: Fault): Decoded {
  return { kind: 'quarantined', reason, text };
}
