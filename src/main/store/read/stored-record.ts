import type { EnvelopedEvent } from '../../../shared/domain/envelope.ts';
import type { LogRecord } from '../../../shared/log/record.ts';
import type { Tick } from '../../../shared/log/tick.ts';
import { decodeRecord } from '../../codec/decode-record.ts';
import { offsetOfPlace, partitionOfPlace } from '../place.ts';

/** A record as the table holds it, with the names of what it concerns. */
export type StoredRecord = {
  readonly place: number;
  readonly tau: number;
  readonly timestamp: number;
  readonly timestamp_type: number;
  readonly class: number;
  readonly type: number | null;
  readonly time: number;
  readonly flags: number;
  readonly anomalies: number;
  readonly identity: number | null;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Uint8Array;
  readonly user_id: string | null;
  readonly role_id: string | null;
  readonly actor_id: string | null;
};

/** What a statement selects to bring stored records; `record` is called r in it. */
export const storedColumns = `r.place, r.tau, r.timestamp, r.timestamp_type, r.class, r.type, r.time,
  r.flags, r.anomalies, r.identity, r.key, r.value, r.headers,
  (SELECT id FROM subject WHERE number = r.user) AS user_id,
  (SELECT id FROM subject WHERE number = r.role) AS role_id,
  (SELECT id FROM subject WHERE number = r.actor) AS actor_id`;

/** The record as the log delivered it. */
function toLogRecord(row: StoredRecord): LogRecord {
  return {
    partition: partitionOfPlace(row.place),
    offset: offsetOfPlace(row.place),
    timestamp: row.timestamp,
    timestampType: row.timestamp_type === 0 ? 'create' : 'append',
    key: row.key,
    value: row.value,
    headers: row.headers,
  };
}

/** The record's place in scrub order. */
export function tickOf(row: { readonly place: number; readonly tau: number }): Tick {
  return {
    tau: row.tau,
    partition: partitionOfPlace(row.place),
    offset: offsetOfPlace(row.place),
  };
}

/** The event in a stored record; null where it is none. */
export function decodeStored(row: StoredRecord): EnvelopedEvent | null {
  const decoded = decodeRecord(toLogRecord(row));
  return decoded.kind === 'event' ? decoded : null;
}
