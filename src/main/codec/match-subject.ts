import { type DomainEvent, subjectOf } from '../../shared/domain/events.ts';
import { type Fault, fault, quoted } from './fault.ts';
import { asBuffer } from './parse-json.ts';

const ownForm = /^(?:user|role)\//;

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
  if (subject !== null && ownForm.test(subject) && subject !== `${kind}/${id}`) {
    const text = `The subject is ${quoted(subject)}, but the data is about the ${kind} ${quoted(id)}.`;
    return fault('key_mismatch', text);
  }
  return null;
}

function spells(key: Uint8Array, id: string): boolean {
  return asBuffer(key).equals(Buffer.from(id));
}
