import type { RecordClass } from '../../../shared/contract/entries.ts';

const sentences: { readonly [Class in RecordClass]: string } = {
  event: 'decoded, and folded into the state',
  duplicate: 'an event delivered again: kept, not folded',
  unknownType: 'of an event type Playhead does not know: kept, not folded',
  tombstone: 'a key without a value',
  quarantined: 'did not decode: kept, not folded',
};

const names: { readonly [Class in RecordClass]: string } = {
  event: 'event',
  duplicate: 'duplicate',
  unknownType: 'unknown type',
  tombstone: 'tombstone',
  quarantined: 'quarantined',
};

/** What became of a record, in a word. */
export function className(recordClass: RecordClass): string {
  return names[recordClass];
}

/** What that means. */
export function classSentence(recordClass: RecordClass): string {
  return sentences[recordClass];
}
