import { z } from 'zod';
import { commandTypes } from '../domain/commands.ts';
import { id, isoTime, position, procedure } from './answer.ts';

const appended = z.object({
  partition: z.number().int(),
  offset: z.number().int(),
  eventId: z.string(),
});

/** Where a command stands; `sent` and `appended` are on the way, the others are final but `unknown`, which only the log resolves. */
const receiptStatus = z.enum(['sent', 'appended', 'confirmed', 'raced', 'refused', 'unknown']);

/** The record of one command: who, why, on which basis, what was appended where, what came of it. */
export const receipt = z.object({
  commandId: z.string(),
  status: receiptStatus,
  type: z.enum(commandTypes),
  data: z.object({ userId: z.string(), roleId: z.string() }),
  actor: z.string(),
  reason: z.string(),
  ticket: z.string().nullable(),
  /** The cut token the person looked at. */
  basis: z.string().nullable(),
  /** The cut it was decided on. */
  decidedAt: z.object({ token: z.string() }).nullable(),
  appended: z.array(appended),
  refusal: z.object({ code: z.string(), rule: z.string(), text: z.string() }).nullable(),
  /** Events that came between the decision and the append, where they change the verdict. */
  races: z.array(appended.extend({ type: z.string(), actor: z.string().nullable() })),
  /** When it reached which status. */
  times: z.partialRecord(receiptStatus, isoTime),
});

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
    .input(
      z.object({
        commandId: z.uuid().optional(),
        type: z.enum(commandTypes),
        data: z.object({ userId: id.min(1), roleId: id.min(1) }),
        actor: z.string().max(200),
        reason: z.string().max(2000),
        ticket: z.string().max(200).nullish(),
        basis: position.nullish(),
      }),
    )
    .output(
      z.discriminatedUnion('status', [
        z.object({ status: z.literal(200), body: receipt }),
        z.object({ status: z.literal(202), body: receipt }),
      ]),
    ),
  get: procedure
    .route({ method: 'GET', path: '/commands/{commandId}', summary: 'The receipt of a command' })
    .input(z.object({ commandId: z.string().max(200) }))
    .output(receipt),
  list: procedure
    .route({ method: 'GET', path: '/commands', summary: 'Receipts, newest first' })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) }))
    .output(z.object({ commands: z.array(receipt), total: z.number().int() })),
};

/** The record of one command, as it travels. */
export type Receipt = z.infer<typeof receipt>;
