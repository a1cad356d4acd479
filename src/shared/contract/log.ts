import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { eventTypes } from '../domain/events.ts';
import {
  at,
  atCut,
  cutAnswer,
  exactness,
  id,
  isoTime,
  offset,
  paging,
  partition,
  position,
  procedure,
} from './answer.ts';
import { brief, entry, recordClass, recordFlag } from './entries.ts';

const count = z.number().int().min(0);

/** Offsets and events by what became of them; all but `anomaly` add up to the offsets read. */
const counts = z.object({
  event: count,
  duplicate: count,
  unknownType: count,
  tombstone: count,
  quarantined: count,
  control: count,
  aborted: count,
  gap: count,
  /** Events that did not fit; they are counted in `event` too. */
  anomaly: count,
});

const status = z.object({
  /** The log's identity, as tokens carry it. */
  identity: z.string(),
  /** What kind of log, and its name for a person. */
  log: z.object({
    kind: z.enum(['sample', 'file', 'kafka']),
    address: z.string(),
    title: z.string(),
  }),
  caughtUp: z.boolean(),
  /** Of the offsets from the first read to the log's end, 0 to 100. */
  percent: z.number().min(0).max(100),
  /** Records a second while catching up; 0 when live. */
  rate: z.number().min(0),
  /** Seconds to go at this rate; null where nobody can tell. */
  secondsLeft: z.number().min(0).nullable(),
  partitions: z.record(z.string(), z.object({ start: count, next: count, end: count })),
  counts,
  /** Events that wait behind an open transaction: high watermark less last stable offset. */
  heldBack: count,
  /** Record time (tau, ms since 1970) past which order is provisional; null where all is final. */
  provisionalFrom: z.number().int().nullable(),
  /** Why reading stands still; null while it does not. */
  paused: z.object({ code: z.string(), text: z.string(), data: z.unknown() }).nullable(),
});

const problem = z.object({
  kind: z.enum(['quarantined', 'anomaly', 'duplicate', 'gap', 'flag', 'unknownType']),
  /** A stable code: quarantine reason, anomaly, `conflicting_duplicate`, `bad_clock`... */
  code: z.string(),
  text: z.string(),
  partition: z.number().int(),
  offset: z.number().int(),
  /** One past the last offset concerned. */
  next: z.number().int(),
  tau: z.number().int().nullable(),
  recordTime: isoTime.nullable(),
  type: z.string().nullable(),
  userId: z.string().nullable(),
  roleId: z.string().nullable(),
  /** True where the log was not read from its beginning, so that this was to be expected. */
  expected: z.boolean(),
});

const bytes = z.object({
  /** As UTF-8; null where it is not UTF-8. */
  text: z.string().nullable(),
  base64: z.string(),
  /** Bytes of the whole, of which `base64` may hold only the first 64 KiB. */
  length: count,
});

const record = z.object({
  partition: z.number().int(),
  offset: z.number().int(),
  timestamp: z.number().int(),
  recordTime: isoTime,
  timestampType: z.enum(['create', 'append']),
  tau: z.number().int(),
  class: recordClass,
  flags: z.array(recordFlag),
  key: bytes.nullable(),
  value: bytes.nullable(),
  /** In order, repetitions kept. */
  headers: z.array(z.object({ name: z.string(), value: bytes.nullable() })),
  entry: entry.nullable(),
  /** Why the record did not decode. */
  fault: z.object({ code: z.string(), text: z.string(), decoder: z.string() }).nullable(),
});

/** Which events: of these types, naming this user and role, between these positions. */
const narrowing = {
  /** One of the nine types, or several with commas. */
  type: z.string().max(1000).optional(),
  userId: id.optional(),
  roleId: id.optional(),
  from: position.optional(),
  to: position.optional(),
};

/** Questions about the log itself. */
export const log = {
  status: procedure
    .route({
      method: 'GET',
      path: '/status',
      summary: 'How far the log was read, and what was found',
    })
    .input(z.object({}))
    .output(status),
  cut: procedure
    .route({ method: 'GET', path: '/cut', summary: 'Resolves a position to a cut' })
    .input(z.object(at))
    .output(
      z.object({
        ...atCut,
        /** Record time (tau) of the last record below the cut; null for the empty cut. */
        time: isoTime.nullable(),
        /** The last record below the cut in scrub order. */
        last: z
          .object({ tau: z.number().int(), partition: z.number().int(), offset: z.number().int() })
          .nullable(),
        /** True where the cut is the canonical cut of everything read. */
        isHead: z.boolean(),
        /** Events that stand after the cut, up to head. */
        laterEvents: count,
      }),
    ),
  step: procedure
    .route({ method: 'GET', path: '/step', summary: 'The cut so many changes further on or back' })
    .input(
      z.object({
        ...at,
        /** Changes to go: positive is later. */
        by: z.coerce.number().int().min(-100_000).max(100_000),
        /** Only changes of this user. */
        userId: id.optional(),
      }),
    )
    .output(z.object({ ...atCut, time: isoTime.nullable(), moved: z.number().int() })),
  summary: procedure
    .route({ method: 'GET', path: '/summary', summary: 'How much there is at a cut' })
    .input(z.object(at))
    .output(z.object({ users: count, roles: count, events: count, problems: count, ...atCut })),
  events: procedure
    .route({ method: 'GET', path: '/events', summary: 'Events in scrub order' })
    .input(
      z.object({
        ...at,
        ...paging,
        ...narrowing,
        order: z.enum(['asc', 'desc']).default('asc'),
        brief,
      }),
    )
    .output(
      z.object({ events: z.array(entry), total: count, after: z.string().nullable(), ...atCut }),
    ),
  /**
   * Looks for a text in the bytes of the events that fit, from the newest below the cut back: what
   * was found and how far it has come, a few times a second, until the limit or the beginning is
   * reached or nobody listens any more. Not part of the gateway.
   */
  scan: procedure
    .input(
      z.object({
        ...at,
        ...narrowing,
        /** As it stands in the bytes, capital letters and all. */
        text: z.string().min(1).max(1000),
        limit: z.coerce.number().int().min(1).max(1000).default(200),
      }),
    )
    .output(
      eventIterator(
        z.object({
          /** Found since the last word, newest first, in brief; events and duplicates only. */
          events: z.array(entry),
          /** Of the records below the cut, 0 to 100. */
          percent: z.number().min(0).max(100),
          /** Records looked through a second. */
          rate: z.number().nonnegative(),
          /** Why this is the last word; null while it goes on. */
          ended: z.enum(['all', 'limit']).nullable(),
        }),
      ),
    ),
  density: procedure
    .route({ method: 'GET', path: '/density', summary: 'Events by type over record time (tau)' })
    .input(
      z.object({
        ...at,
        from: position.optional(),
        to: position.optional(),
        /** Of these types (one or several with commas), this user, this role; else all. */
        type: z.string().max(1000).optional(),
        userId: id.optional(),
        roleId: id.optional(),
        /** At most so many; widths are whole steps of a ladder from 1 ms to 7 days and more. */
        buckets: z.coerce.number().int().min(1).max(2000).default(200),
      }),
    )
    .output(
      z.object({
        from: isoTime.nullable(),
        to: isoTime.nullable(),
        bucketMs: z.number().int().positive(),
        buckets: z.array(
          z.object({
            at: isoTime,
            counts: z.partialRecord(z.enum(eventTypes), count),
            /** Quarantined records and unexpected anomalies. */
            problems: count,
          }),
        ),
        ...atCut,
      }),
    ),
  record: procedure
    .route({
      method: 'GET',
      path: '/records/{partition}/{offset}',
      summary: 'One record, as it came',
    })
    .input(z.object({ partition, offset }))
    .output(record),
  problems: procedure
    .route({ method: 'GET', path: '/problems', summary: 'What did not decode or did not fit' })
    .input(z.object({ ...at, ...paging, kind: z.string().max(200).optional() }))
    .output(
      z.object({
        problems: z.array(problem),
        total: count,
        after: z.string().nullable(),
        ...atCut,
      }),
    ),
  /** Tells the window what changed: at most ten times a second. Not part of the gateway. */
  changes: procedure
    .input(z.object({}))
    .output(eventIterator(z.object({ status, head: cutAnswer, exactness }))),
};

/** How far the log was read, as it travels. */
export type StatusAnswer = z.infer<typeof status>;
/** Something that did not decode or did not fit. */
export type Problem = z.infer<typeof problem>;
/** One record as it came. */
export type RecordAnswer = z.infer<typeof record>;
