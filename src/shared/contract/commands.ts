import { z } from 'zod';
import { eventTypes } from '../domain/events.ts';
import { isoTime, offset, paging, partition, position, procedure } from './answer.ts';
import { commandBody, withBody } from './command-bodies.ts';
import { rehearsal } from './rehearsal.ts';

const appended = z.object({
  partition: z.number().int(),
  offset: z.number().int(),
  eventId: z.string(),
});

/** Where a command stands; `sent` and `appended` are on the way, the others are final but `unknown`, which only the log resolves. */
const receiptStatus = z.enum(['sent', 'appended', 'confirmed', 'raced', 'refused', 'unknown']);

/** How the append is kept apart from others': a condition of the local log, Kafka's fence, or not at all. */
const fence = z.enum(['conditional', 'fenced', 'unfenced']);

/** The record of one command: who, why, on which basis, what was appended where, what came of it. */
export const receipt = withBody({
  commandId: z.string(),
  status: receiptStatus,
  actor: z.string(),
  reason: z.string(),
  ticket: z.string().nullable(),
  /** The bulk it is a line of; null for none. */
  bulkId: z.string().nullable(),
  /** The cut token the person looked at. */
  basis: z.string().nullable(),
  /** The cut it was decided on. */
  decidedAt: z.object({ token: z.string() }).nullable(),
  /** The workspace's own rules it was decided by. */
  house: z.object({ protectedRoles: z.array(z.string()), ticketPattern: z.string().nullable() }),
  /** Null until a turn to write was had. */
  fence: fence.nullable(),
  /** What it waits for just now; null for nothing. */
  waiting: z
    .object({
      code: z.enum(['another_writer', 'held_back', 'log_away']),
      text: z.string(),
      since: isoTime,
    })
    .nullable(),
  appended: z.array(appended),
  refusal: z.object({ code: z.string(), rule: z.string(), text: z.string() }).nullable(),
  /** Events that came between the decision and the append, where they change the verdict. */
  races: z.array(appended.extend({ type: z.enum(eventTypes), actor: z.string().nullable() })),
  /** When it reached which status. */
  times: z.partialRecord(receiptStatus, isoTime),
});

const wish = {
  actor: z.string().max(200),
  reason: z.string().max(2000),
  ticket: z.string().max(200).nullish(),
  basis: position.nullish(),
};

/** Which receipts a list shows. */
export const receiptFilter = z.enum(['all', 'in_flight', 'confirmed', 'raced', 'refused']);

/** Orders about commands: answered by the writer. */
export const commands = {
  issue: procedure
    .route({
      method: 'POST',
      path: '/commands',
      summary: 'Issues a command; answers with its receipt (202 while it is not final)',
      inputStructure: 'compact',
      outputStructure: 'detailed',
    })
    .input(withBody({ commandId: z.uuid().optional(), ...wish }))
    .output(
      z.discriminatedUnion('status', [
        z.object({ status: z.literal(200), body: receipt }),
        z.object({ status: z.literal(202), body: receipt }),
      ]),
    ),
  rehearse: procedure
    .route({
      method: 'POST',
      path: '/commands/rehearse',
      summary: 'What a command would write, and each rule passed or failed; nothing is sent',
    })
    .input(withBody(wish))
    .output(rehearsal),
  undo: procedure
    .route({
      method: 'GET',
      path: '/commands/undo',
      summary: 'The command that would take an event back, as a draft',
    })
    .input(z.object({ partition, offset }))
    .output(
      z.object({
        /** Null where nothing can take the event back; `why` says so. */
        draft: commandBody.nullable(),
        why: z.string().nullable(),
        /** What the draft does not take back, as sentences. */
        notes: z.array(z.string()),
        /** Users who lost the role in the same command. */
        formerHolders: z.array(z.string()),
      }),
    ),
  get: procedure
    .route({ method: 'GET', path: '/commands/{commandId}', summary: 'The receipt of a command' })
    .input(z.object({ commandId: z.string().max(200) }))
    .output(receipt),
  cancel: procedure
    .route({
      method: 'POST',
      path: '/commands/{commandId}/cancel',
      summary: 'Takes back a command that waits for its turn; 409 where it was sent already',
    })
    .input(z.object({ commandId: z.string().max(200) }))
    .output(receipt),
  list: procedure
    .route({ method: 'GET', path: '/commands', summary: 'Receipts, newest first' })
    .input(
      z.object({
        ...paging,
        status: receiptFilter.default('all'),
        /** Part of an id, a name, a reason or a ticket; case does not matter. */
        search: z.string().max(1000).optional(),
      }),
    )
    .output(
      z.object({
        commands: z.array(receipt),
        /** Receipts that match, on all pages. */
        total: z.number().int(),
        /** Receipts there are, whatever was asked for. */
        ofAll: z.object({
          all: z.number().int(),
          in_flight: z.number().int(),
          confirmed: z.number().int(),
          raced: z.number().int(),
          refused: z.number().int(),
        }),
        after: z.string().nullable(),
        /** Commands an earlier run left open, while they are looked for in the log; null when done. */
        settling: z.object({ left: z.number().int(), of: z.number().int() }).nullable(),
      }),
    ),
};

/** The record of one command, as it travels. */
export type Receipt = z.infer<typeof receipt>;
/** Which receipts a list shows. */
export type ReceiptFilter = z.infer<typeof receiptFilter>;
