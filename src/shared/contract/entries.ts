import { z } from 'zod';
import { anomalyCodes } from '../domain/anomaly.ts';
import { eventTypes } from '../domain/events.ts';
import { isoTime } from './answer.ts';

/** What became of a record, said in the classes of the log; `passed` offsets hold no record. */
export const recordClass = z.enum([
  'event',
  'duplicate',
  'unknownType',
  'tombstone',
  'quarantined',
]);

/** What is remarkable about a record, beside its class. */
export const recordFlag = z.enum([
  'bad_clock',
  'late_tick',
  'id_reused',
  'conflicting_duplicate',
  'time_differs',
]);

/** `folded`, `duplicate`, `anomaly:<first code>`; `quarantined` only where it was asked for. */
const outcome = z.union([
  z.enum(['folded', 'duplicate', 'quarantined']),
  z.templateLiteral(['anomaly:', z.enum(anomalyCodes)]),
]);

/** `true` leaves the event's id out of entries, which are then told quicker. */
export const brief = z.enum(['true', 'false']).default('false');

/** One event of the log with what it changed: field -> [before, after]. */
export const entry = z.object({
  partition: z.number().int(),
  offset: z.number().int(),
  /** The event's own time, else the record's. */
  time: isoTime,
  /** The record's timestamp. */
  recordTime: isoTime,
  /** Its place in scrub order, ms since 1970. */
  tau: z.number().int(),
  /** Null where the record did not decode. */
  type: z.enum(eventTypes).nullable(),
  userId: z.string().nullable(),
  roleId: z.string().nullable(),
  actor: z.string().nullable(),
  reason: z.string().nullable(),
  ticket: z.string().nullable(),
  /** Null where the record did not decode, and in brief entries. */
  eventId: z.string().nullable(),
  changed: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
  outcome,
  anomalies: z.array(z.enum(anomalyCodes)),
  flags: z.array(recordFlag),
  /** Why the record did not decode; else null. */
  fault: z.string().nullable(),
});

/** One event of the log with what it changed. */
export type Entry = z.infer<typeof entry>;
/** What became of a record. */
export type RecordClass = z.infer<typeof recordClass>;
/** What is remarkable about a record. */
export type RecordFlag = z.infer<typeof recordFlag>;
