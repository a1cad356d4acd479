import { z } from 'zod';
import { eventTypes } from '../domain/events.ts';
import { isoTime } from './answer.ts';

const fields = z.record(z.string(), z.unknown()).nullable();

/** What a command would do if it were sent now: nothing was written. */
export const rehearsal = z.object({
  /** The cut it was decided on: all that was read. */
  decidedAt: z.object({ token: z.string() }),
  /** Each rule that concerns it, in the order they are told. */
  rules: z.array(
    z.object({
      code: z.string(),
      /** The rule as a sentence. */
      rule: z.string(),
      /** The field of the form it is about; null for none. */
      field: z.string().nullable(),
      /** Why it is broken; null where it holds. */
      why: z.string().nullable(),
    }),
  ),
  /** The first rule broken; null where the command would be sent. */
  refusal: z.object({ code: z.string(), rule: z.string(), text: z.string() }).nullable(),
  /** The events that would be written, in order; none where it is refused. */
  events: z.array(
    z.object({
      type: z.enum(eventTypes),
      key: z.string(),
      partition: z.number().int(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  /** The subjects it changes, before and after; `after` equals `before` where it is refused. */
  subjects: z.array(
    z.object({
      kind: z.enum(['user', 'role']),
      id: z.string(),
      name: z.string().nullable(),
      /** Null where the subject was never seen. */
      before: fields,
      after: fields,
    }),
  ),
  /** How many subjects are changed in all: a long list is cut off. */
  subjectsTotal: z.number().int(),
  /** What happened to the subjects since the basis; null where no basis was given. */
  since: z
    .object({
      /** Ms of record time between the basis and the end of what was read. */
      ageMs: z.number(),
      touched: z.array(
        z.object({
          partition: z.number().int(),
          offset: z.number().int(),
          type: z.enum(eventTypes),
          actor: z.string().nullable(),
          time: isoTime,
        }),
      ),
    })
    .nullable(),
  /** How the append would be kept apart from others'; null where the log cannot be asked now. */
  fence: z.enum(['conditional', 'fenced', 'unfenced']).nullable(),
});

/** What a command would do if it were sent now. */
export type Rehearsal = z.infer<typeof rehearsal>;
