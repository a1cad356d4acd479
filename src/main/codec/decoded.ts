import type { EnvelopedEvent } from '../../shared/domain/envelope.ts';

/** Why a record cannot become an event. */
export type QuarantineReason =
  | 'empty_value'
  | 'bad_json'
  | 'not_an_object'
  | 'bad_type'
  | 'missing_field'
  | 'newer_version'
  | 'duplicate_key'
  | 'too_deep'
  | 'too_large'
  | 'bad_number'
  | 'bad_time'
  | 'bad_utf8'
  | 'schema_registry'
  | 'too_many_headers'
  | 'bad_headers'
  | 'key_mismatch'
  | 'no_envelope'
  | 'bad_crc'
  | 'bad_compression'
  | 'bad_batch';

/** What a record turned out to be. The duplicate is found later, by the fold. */
export type Decoded =
  | ({ readonly kind: 'event' } & EnvelopedEvent)
  | { readonly kind: 'unknownType'; readonly type: string }
  | { readonly kind: 'tombstone' }
  | { readonly kind: 'quarantined'; readonly reason: QuarantineReason; readonly text: string };
