import { z } from 'zod';
import { type EventType, eventTypes } from '../../shared/domain/events.ts';
import { err, ok, type Result } from '../../shared/kit/result.ts';

const text = z.string().min(1).max(2_000);
const list = z.array(text).min(1).max(1_000);
const url = z
  .url({ protocol: /^https?$/ })
  .refine(isSafe, "https, where it is not on this machine: what is told is nobody else's business");
const file = text.describe('A file that holds the secret and nothing else.');

const http = z.strictObject({
  kind: z.literal('http'),
  url,
  tokenFile: file.optional(),
});
const slack = z.strictObject({
  kind: z.literal('slack'),
  channel: text,
  tokenFile: file,
  api: url.default('https://slack.com/api'),
});
const email = z
  .strictObject({
    kind: z.literal('email'),
    host: text,
    port: z.int().min(1).max(65_535).default(587),
    tls: z.enum(['required', 'from_the_start', 'none']).default('required'),
    username: text.optional(),
    passwordFile: file.optional(),
    from: text,
    to: list,
    whenInDoubt: z.enum(['hold', 'again']).default('hold'),
  })
  .refine(
    ({ tls, passwordFile }) => tls !== 'none' || passwordFile === undefined,
    'a password is not sent without TLS',
  );

const subscription = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and "-", 40 at most'),
  events: z.array(z.enum(eventTypes)).min(1),
  roles: list.nullable().default(null),
  from: z.enum(['end', 'start']).default('end'),
  answerWithinMs: z.int().min(100).max(300_000).default(15_000),
  to: z.discriminatedUnion('kind', [http, slack, email]),
});

const subscriptions = z
  .strictObject({ subscriptions: z.array(subscription).min(1).max(50) })
  .refine(
    ({ subscriptions: all }) => new Set(all.map(({ id }) => id)).size === all.length,
    'two subscriptions have the same id',
  );

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}

/** Where notices go. Secrets stand in files of their own, named here. */
export type DestinationChoice = z.output<typeof subscription>['to'];

/** Who is told of what: events of some types, of some roles or of all (null), to one destination. */
export type Subscription = {
  readonly id: string;
  readonly events: readonly EventType[];
  readonly roles: readonly string[] | null;
  /** Where telling begins when nobody has been told of anything yet. */
  readonly from: 'end' | 'start';
  /** So long the destination may take to answer; the same for all copies. */
  readonly answerWithinMs: number;
  readonly to: DestinationChoice;
};

/** Reads a file of subscriptions; else says what is wrong, and where. */
export function readSubscriptions(json: string): Result<readonly Subscription[], string> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return err(`This is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = subscriptions.safeParse(value);
  if (read.success) return ok(read.data.subscriptions);
  return err(z.prettifyError(read.error));
}
