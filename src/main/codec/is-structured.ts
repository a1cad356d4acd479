import type { HeaderSpans } from './scan-headers.ts';

const structured = /^application\/cloudevents\+json\s*(?:;|$)/;

/** True where the content type says that the value is a whole CloudEvent (structured mode). */
export function isStructured(spans: HeaderSpans, headers: Buffer): boolean {
  const { contentTypeFrom: from, contentTypeTo: to } = spans;
  if (from === 0 || to - from < 'application/cloudevents+json'.length) return false;
  return structured.test(headers.toString('latin1', from, to).toLowerCase());
}
