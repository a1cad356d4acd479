import type { AsciiSpan } from '../codec/read-ordinary.ts';

/**
 * A 48-bit hash of an event's identity (source, id). Equal identities have equal hashes; equal
 * hashes are only a hint, to be confirmed by the records themselves.
 */
export function hashIdentity(source: string, id: string): number {
  beginWith(source);
  let { low, high } = begun;
  for (let at = 0; at <= id.length; at++) {
    const unit = at < id.length ? id.charCodeAt(at) : textEnd;
    low = Math.imul(low ^ unit, 0x9e3779b1);
    high = (Math.imul(high ^ unit, 0x85ebca6b) + (low >>> 15)) | 0;
  }
  return joined(low, high);
}

/** The same of an id that stands as ASCII at [from, to) of some bytes. */
export function hashIdentityAt(source: string, id: AsciiSpan): number {
  const { bytes, from, to } = id;
  beginWith(source);
  let { low, high } = begun;
  for (let at = from; at <= to; at++) {
    const unit = at < to ? (bytes[at] as number) : textEnd;
    low = Math.imul(low ^ unit, 0x9e3779b1);
    high = (Math.imul(high ^ unit, 0x85ebca6b) + (low >>> 15)) | 0;
  }
  return joined(low, high);
}

// Ends each text, so that ("a", "bc") and ("ab", "c") differ.
const textEnd = 0x10000;

/** What the last source made of both halves: events that follow each other come from one. */
const begun = { source: '', low: 0, high: 0 };

function beginWith(source: string): void {
  if (source === begun.source && begun.low !== 0) return;
  let low = 0x2545f491;
  let high = 0x1b873593;
  for (let at = 0; at <= source.length; at++) {
    const unit = at < source.length ? source.charCodeAt(at) : textEnd;
    low = Math.imul(low ^ unit, 0x9e3779b1);
    high = (Math.imul(high ^ unit, 0x85ebca6b) + (low >>> 15)) | 0;
  }
  Object.assign(begun, { source, low, high });
}

function joined(low: number, high: number): number {
  return (finish(high) >>> 16) * 2 ** 32 + finish(low);
}

function finish(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 15), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0x27d4eb2f);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
