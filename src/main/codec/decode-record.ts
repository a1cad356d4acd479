import { type EventType, isEventType } from '../../shared/domain/events.ts';
import type { JsonObject } from '../../shared/kit/json.ts';
import { err, ok, type Result } from '../../shared/kit/result.ts';
import type { LogRecord } from '../../shared/log/record.ts';
import type { Decoded } from './decoded.ts';
import { type Fault, fault, quoted } from './fault.ts';
import { findDuplicateKey } from './find-duplicate-key.ts';
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
import { type HeaderSpans, scanHeaders } from './scan-headers.ts';

/**
 * Says what a record is; never throws. Reads CloudEvents 1.0 over the Kafka binding, binary and
 * structured. The first of these that applies decides: damaged or too many headers, null value
 * (tombstone), empty or too large value, no envelope, unknown type (in binary mode the value is
 * not looked at), envelope, JSON, data, key and subject.
 */
export function decodeRecord(record: LogRecord): Decoded {
  const spans = scanHeaders(record.headers);
  if (spans.fault) return quarantined(spans.fault);
  if (record.value === null) return { kind: 'tombstone' };
  const size = sizeFault(record.value);
  if (size) return quarantined(size);
  const source = isStructured(spans, record.headers)
    ? readStructured(record.value)
    : readBinary(spans, record);
  return source.ok ? decodeSource(source.value, record) : quarantined(source.error);
}

/** An event's attributes, and its data when somebody wants it. */
type Source = {
  readonly attributes: Attributes;
  readonly data: () => Result<DataSource, Fault>;
};

/** The data object, in the JSON it stands in: as the whole, or as its member `data`. */
type DataSource = ParsedObject & { readonly data: JsonObject; readonly isNested: boolean };

function decodeSource({ attributes, data }: Source, record: LogRecord): Decoded {
  const { type } = attributes;
  if (type && !isEventType(type)) return { kind: 'unknownType', type };
  const envelope = readEnvelope(attributes);
  if (!envelope.ok) return quarantined(envelope.error);
  const source = data();
  if (!source.ok) return quarantined(source.error);
  const event = readData(type as EventType, source.value);
  if (!event.ok) return quarantined(event.error);
  const stranger = subjectFault(event.value, record.key, envelope.value.subject);
  if (stranger) return quarantined(stranger);
  return { kind: 'event', event: event.value, envelope: envelope.value };
}

function isStructured(spans: HeaderSpans, headers: Uint8Array): boolean {
  if (!spans.contentType) return false;
  const { from, to } = spans.contentType;
  const contentType = asBuffer(headers).toString('latin1', from, to).toLowerCase();
  return /^application\/cloudevents\+json\s*(?:;|$)/.test(contentType);
}

function readBinary(spans: HeaderSpans, { headers, value }: LogRecord): Result<Source, Fault> {
  if (Object.keys(spans.attributes).length === 0) return err(envelopeFault(value));
  const attributes = attributesOfHeaders(spans, asBuffer(headers));
  if (!attributes.ok) return attributes;
  const data = (): Result<DataSource, Fault> => {
    const parsed = parseJsonObject(value ?? new Uint8Array());
    return parsed.ok
      ? ok({ ...parsed.value, data: parsed.value.members, isNested: false })
      : parsed;
  };
  return ok({ attributes: attributes.value, data });
}

function envelopeFault(value: Uint8Array | null): Fault {
  if (value?.[0] === 0) {
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
  const { members } = parsed.value;
  const attributes = attributesOfMembers(members);
  if (!attributes.ok) return attributes;
  const data = (): Result<DataSource, Fault> => {
    const found = Object.hasOwn(members, 'data') ? members['data'] : undefined;
    if (found === undefined) return err(fault('missing_field', 'The event has no data.'));
    if (isJsonObject(found)) return ok({ ...parsed.value, data: found, isNested: true });
    return err(fault('not_an_object', `The event's data is ${nameOf(found)}, not a JSON object.`));
  };
  return ok({ attributes: attributes.value, data });
}

function readData(type: EventType, source: DataSource) {
  const twice = concernsRoles(type) ? findDuplicateKey(source.text) : null;
  if (twice !== null) {
    const text = `The key ${quoted(twice)} stands twice in one object: what the event says about roles is not certain.`;
    return err(fault('duplicate_key', text));
  }
  const { data, isNested } = source;
  if (!source.hasWideNumber) return readEventData(type, { members: data, exact: data });
  const exact = parseWithWideIntegers(source.text);
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
