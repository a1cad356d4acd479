import type { Envelope } from '../../shared/domain/envelope.ts';
import { type DomainEvent, subjectOf } from '../../shared/domain/events.ts';
import { encodeHeaders, type Header } from '../../shared/log/headers.ts';

/** A record as a producer hands it to a log; `headers` in the wire form of a Kafka record. */
export type EncodedEvent = {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly headers: Uint8Array;
};

const schemaRoot = 'urn:playhead:events:';

/**
 * Writes an event as a CloudEvent 1.0 in binary mode over the Kafka binding: the value is the data
 * as JSON, the key the subject's id. Attributes that are null get no header; the subject is the
 * data's own where the envelope names none.
 */
export function encodeEvent(event: DomainEvent, envelope: Envelope): EncodedEvent {
  const subject = subjectOf(event);
  const headers: Header[] = [
    header('ce_specversion', '1.0'),
    header('ce_id', envelope.id),
    header('ce_source', envelope.source),
    header('ce_type', event.type),
    header('ce_subject', envelope.subject ?? `${subject.kind}/${subject.id}`),
    ...optional('ce_time', envelope.time === null ? null : new Date(envelope.time).toISOString()),
    header('content-type', 'application/json'),
    header('ce_dataschema', `${schemaRoot}${event.type}/v${envelope.version}`),
    ...optional('ce_authid', envelope.actor),
    ...optional('ce_authtype', envelope.actorType),
    ...optional('ce_recordedtime', envelope.recordedTime),
    ...optional('ce_correlationid', envelope.correlationId),
    ...optional('ce_causationid', envelope.causationId),
    ...optional('ce_reason', envelope.reason),
    ...optional('ce_ticket', envelope.ticket),
    ...optional('ce_basis', envelope.basis),
  ];
  return {
    key: Buffer.from(subject.id),
    value: Buffer.from(JSON.stringify(dataOf(event))),
    headers: encodeHeaders(headers),
  };
}

// Optional fields a creation or a sign-in leaves empty are not written; in `changes` null clears.
function dataOf(event: DomainEvent): object {
  return Object.fromEntries(Object.entries(event.data).filter(([, value]) => value !== null));
}

function optional(name: string, value: string | null): Header[] {
  return value === null ? [] : [header(name, value)];
}

function header(name: string, value: string): Header {
  return { key: Buffer.from(name), value: Buffer.from(value) };
}
