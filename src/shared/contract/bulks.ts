import { z } from 'zod';
import { mostBulkUsers } from '../domain/bulk-size.ts';
import { id, isoTime, position, procedure } from './answer.ts';

const roleId = id.min(1);

/** One change for many users. */
export const bulkChange = z.discriminatedUnion('type', [
  z.object({ type: z.literal('AssignRoleToUser'), roleId }),
  z.object({ type: z.literal('UnassignRoleFromUser'), roleId }),
  z.object({ type: z.literal('DeleteUser') }),
]);

const occasion = {
  change: bulkChange,
  actor: z.string().max(200),
  reason: z.string().max(2000),
  ticket: z.string().max(200).nullish(),
};

const line = z.object({
  userId: z.string(),
  username: z.string().nullable(),
  /** The line's own command. */
  commandId: z.string(),
  status: z.enum([
    'waiting',
    'running',
    'sent',
    'appended',
    'confirmed',
    'raced',
    'refused',
    'unknown',
  ]),
  /** Why it was refused; null where it was not. */
  code: z.string().nullable(),
  text: z.string().nullable(),
  /** Where its event stands; null until it was appended. */
  place: z.object({ partition: z.number().int(), offset: z.number().int() }).nullable(),
});

const counts = z.object({
  total: z.number().int(),
  waiting: z.number().int(),
  confirmed: z.number().int(),
  raced: z.number().int(),
  refused: z.number().int(),
  /** Sent, and its end not known yet. */
  open: z.number().int(),
});

const bulkCard = z.object({
  bulkId: z.string(),
  change: bulkChange,
  actor: z.string(),
  reason: z.string(),
  ticket: z.string().nullable(),
  startedAt: isoTime,
  /** `stopped`: lines wait, and nothing is under way until it is run again. */
  state: z.enum(['running', 'stopped', 'done']),
  counts,
  /** Lines finished a second, over the last seconds; 0 while it does not run. */
  rate: z.number(),
});

const bulk = bulkCard.extend({ lines: z.array(line) });
const ofBulk = z.object({ bulkId: z.string().max(200) });

/** Orders about many users at once: answered by the writer, which goes on when the window closes. */
export const bulks = {
  rehearse: procedure
    .route({
      method: 'POST',
      path: '/bulks/rehearse',
      summary: 'A verdict for each user; nothing is sent',
    })
    .input(
      z.object({
        ...occasion,
        /** User ids, usernames or e-mails, as somebody pasted them. */
        who: z.array(z.string().max(1000)).max(mostBulkUsers),
      }),
    )
    .output(
      z.object({
        lines: z.array(
          z.object({
            /** What was pasted. */
            said: z.string(),
            /** Null where nobody is meant by it. */
            userId: z.string().nullable(),
            username: z.string().nullable(),
            /** `nothing_to_do`: the user is already as asked for; `repeated`: named before. */
            verdict: z.enum(['ready', 'refused', 'nothing_to_do', 'repeated', 'not_found']),
            code: z.string().nullable(),
            text: z.string().nullable(),
          }),
        ),
        ready: z.number().int(),
        decidedAt: z.object({ token: z.string() }),
      }),
    ),
  start: procedure
    .route({
      method: 'POST',
      path: '/bulks',
      summary: 'Issues one change for many users, one command each; the same id starts it once',
    })
    .input(
      z.object({
        ...occasion,
        bulkId: z.uuid(),
        userIds: z.array(id.min(1)).min(1).max(mostBulkUsers),
        basis: position.nullish(),
      }),
    )
    .output(bulk),
  get: procedure
    .route({ method: 'GET', path: '/bulks/{bulkId}', summary: 'A bulk, line by line' })
    .input(ofBulk)
    .output(bulk),
  list: procedure
    .route({ method: 'GET', path: '/bulks', summary: 'Bulks, newest first' })
    .input(z.object({}))
    .output(z.object({ bulks: z.array(bulkCard) })),
  stop: procedure
    .route({
      method: 'POST',
      path: '/bulks/{bulkId}/stop',
      summary: 'Stops after the line under way; the rest waits',
    })
    .input(ofBulk)
    .output(bulk),
  resume: procedure
    .route({
      method: 'POST',
      path: '/bulks/{bulkId}/resume',
      summary: 'Runs the lines again that have had no effect; nothing is done twice',
    })
    .input(ofBulk)
    .output(bulk),
};

/** One change for many users, as it travels. */
export type BulkChange = z.infer<typeof bulkChange>;
/** A line of a bulk. */
export type BulkLine = z.infer<typeof line>;
/** A bulk without its lines. */
export type BulkCard = z.infer<typeof bulkCard>;
/** A bulk, line by line. */
export type Bulk = z.infer<typeof bulk>;
