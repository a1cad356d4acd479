import type { QuarantineReason } from './decoded.ts';

/** Why a part of a record cannot be read: the stable reason, and a sentence for a person. */
export type Fault = { readonly reason: QuarantineReason; readonly text: string };

/** Makes a fault. */
export function fault(reason: QuarantineReason, text: string): Fault {
  return { reason, text };
}

/** Quotes a text from outside for a sentence: cut after 60 characters, control characters escaped. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text).toWellFormed();
}
