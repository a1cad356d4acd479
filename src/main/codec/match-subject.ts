import { type DomainEvent, subjectOf } from '../../shared/domain/events.ts';
import { type Fault, fault, quoted } from './fault.ts';
import { asBuffer } from './parse-json.ts';

/**
 * A fault where the record's key or the envelope's subject names another subject than the data. A
 * null key, and a subject that is not of the form `user/<id>` or `role/<id>`, name nobody.
 */
export function subjectFault(
  event: DomainEvent,
  key: Uint8Array | null,
  subject: string | null,
): Fault | null {
  const { kind, id } = subjectOf(event);
  if (key !== null && !spells(key, id)) {
    const named = quoted(asBuffer(key.subarray(0, 200)).toString('utf8'));
    return fault(
      'key_mismatch',
      `The key is ${named}, but the data is about the ${kind} ${quoted(id)}.`,
    );
  }
  if (subject !== null && isOwnForm(subject) && subject !== `${kind}/${id}`) {
    const text = `The subject is ${quoted(subject)}, but the data is about the ${kind} ${quoted(id)}.`;
    return fault('key_mismatch', text);
  }
  return null;
}

function isOwnForm(subject: string): boolean {
  return subject.startsWith('user/') || subject.startsWith('role/');
}

function spells(key: Uint8Array, id: string): boolean {
  return key.length === id.length ? isAsciiOf(key, id) : asBuffer(key).equals(Buffer.from(id));
}

// As many bytes as letters: equal only where each letter is one byte, an ASCII one.
function isAsciiOf(key: Uint8Array, id: string): boolean {
  for (let at = 0; at < id.length; at++) {
    const letter = id.charCodeAt(at);
    if (letter >= 0x80 || key[at] !== letter) return false;
  }
  return true;
}
