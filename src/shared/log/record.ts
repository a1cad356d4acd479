import type { Offset } from './offset.ts';

/** How the record's timestamp came to be: by its producer, or by the broker when it was appended. */
export type TimestampType = 'create' | 'append';

/**
 * What a log delivers at one offset, as bytes. `headers` stay in the wire form of a Kafka record
 * batch v2 (varint count, then varint-length key and value per header) until somebody reads them.
 * A `PackedRecord` makes its views when asked: name what is wanted of a record, never spread it.
 */
export type LogRecord = {
  readonly partition: number;
  readonly offset: Offset;
  /** Milliseconds since 1970; may be negative or absurd: see `isSaneClock`. */
  readonly timestamp: number;
  readonly timestampType: TimestampType;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Uint8Array;
};
