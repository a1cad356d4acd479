import { type EventType, isEventType } from '../../shared/domain/events.ts';
import { decodeHeaders } from '../../shared/log/headers.ts';
import { HeaderLayout, type HeaderSpan } from './header-layout.ts';
import { isStructured } from './is-structured.ts';
import { attributesOfHeaders, readEnvelope } from './read-envelope.ts';
import { attributeAt, type HeaderSpans, scanHeaders } from './scan-headers.ts';

// Attributes the fold does not read; scanned for what is no UTF-8, they may be anything.
const looseNames = [
  ...(['authtype', 'reason', 'ticket', 'basis'] as const),
  ...(['correlationid', 'causationid', 'recordedtime'] as const),
];

/** The layout of some headers; null where they are not those of an event in binary mode. */
export function learnLayout(headers: Buffer): HeaderLayout | null {
  const spans = scanHeaders(headers);
  if ('fault' in spans || !spans.hasAttributes || isStructured(spans, headers)) return null;
  const attributes = attributesOfHeaders(spans, headers);
  if (!attributes.ok) return null;
  const type = attributes.value[attributeAt.type];
  const envelope = readEnvelope(attributes.value);
  if (!envelope.ok || !type || !isEventType(type)) return null;
  return new HeaderLayout({
    type: type as EventType,
    source: envelope.value.source,
    actor: envelope.value.actor,
    saysWhy: spanOf(spans, 'reason').from > 0 || spanOf(spans, 'ticket').from > 0,
    id: spanOf(spans, 'id'),
    time: spanOf(spans, 'time'),
    subject: spanOf(spans, 'subject'),
    bytes: headers,
    loose: looseNames.map((name) => spanOf(spans, name)),
    free: foreignValues(headers),
  });
}

function spanOf(spans: HeaderSpans, name: keyof typeof attributeAt): HeaderSpan {
  const place = attributeAt[name];
  const from = spans.from[place] as number;
  return { from, to: from === 0 ? 0 : (spans.to[place] as number) };
}

/** Values of headers that no reader looks at. */
function foreignValues(headers: Buffer): HeaderSpan[] {
  const spans: HeaderSpan[] = [];
  for (const { key, value } of decodeHeaders(headers) ?? []) {
    const name = Buffer.from(key).toString('latin1');
    if (!value || isOurs(name)) continue;
    const from = value.byteOffset - headers.byteOffset;
    spans.push({ from, to: from + value.length });
  }
  return spans;
}

/** True for those that must stay as they are; what is as long as the name of the content type may be it. */
function isOurs(name: string): boolean {
  const isAttribute = name.startsWith('ce_') && Object.hasOwn(attributeAt, name.slice(3));
  // A layout compares words of four bytes: a shorter name leaves it too few.
  return isAttribute || name.length === 'content-type'.length || name.length < 2;
}
