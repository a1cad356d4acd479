import { z } from 'zod';
import type { Destination, Outcome } from '../destination.ts';
import type { Notice } from '../notice.ts';
import { story } from '../sentence.ts';
import type { DestinationChoice } from '../subscription.ts';
import { jsonType, type Posted, post } from './post.ts';

type SlackChoice = Extract<DestinationChoice, { kind: 'slack' }>;

const eventType = 'playhead_notice';
/** Clocks here and there may differ by so much, ms. */
const clockSlackMs = 5 * 60_000;
const pageLimit = 200;
/** A channel takes about one message a second. */
const usualPauseMs = 1_000;

/** With these Slack says that the message itself cannot be posted; the others a person mends, or time does. */
const neverTaken: ReadonlySet<string> = new Set([
  'msg_too_long',
  'no_text',
  'metadata_too_large',
  'invalid_metadata_format',
]);
/** With these Slack does not know itself what became of it. */
const unclear: ReadonlySet<string> = new Set(['fatal_error', 'internal_error', 'request_timeout']);

const answer = z.object({ ok: z.boolean(), error: z.string().optional() });
const page = answer.extend({
  messages: z
    .array(
      z.object({
        metadata: z.object({ event_type: z.string(), event_payload: z.looseObject({}) }).optional(),
      }),
    )
    .default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/**
 * A channel of Slack, by its Web API. Slack knows no key that makes posting twice harmless, but a
 * message can carry metadata: with the notice's id in it, the channel tells whether it was posted.
 * The token needs `chat:write`, `channels:history` (for a private one `groups:history`) and
 * `metadata.message:read`.
 */
export function slackDestination({ api, channel }: SlackChoice, token: string): Destination {
  const authorization = `Bearer ${token}`;
  return {
    tell: async (notice, signal) => {
      const metadata = { event_type: eventType, event_payload: { id: notice.id } };
      const text = escaped(story(notice));
      const message = { channel, text, metadata, unfurl_links: false, unfurl_media: false };
      const headers = { ...jsonType, authorization };
      const url = `${api}/chat.postMessage`;
      return outcomeOf(await post({ url, headers, body: JSON.stringify(message) }, signal));
    },
    settling: {
      by: 'look',
      look: async (notice, since, signal) => {
        // Methods that read take forms only.
        const body = new URLSearchParams({ channel, include_all_metadata: 'true' });
        body.set('oldest', String(Math.max(since - clockSlackMs, 0) / 1000));
        body.set('limit', String(pageLimit));
        for (;;) {
          const url = `${api}/conversations.history`;
          const found = readPage(await post({ url, headers: { authorization }, body }, signal));
          if (!found.ok) return { kind: 'cannot_look', text: found.text };
          if (found.messages.some((message) => isOf(message, notice))) return 'told';
          if (!found.cursor) return 'not_told';
          body.set('cursor', found.cursor);
        }
      },
    },
  };
}

function outcomeOf(posted: Posted): Outcome {
  if (posted.kind === 'failed') {
    return { kind: posted.mayBeRead ? 'unclear' : 'not_told', text: posted.text };
  }
  if (posted.status === 429) {
    const text = 'Slack wants to be asked less often.';
    return { kind: 'not_told', text, pauseMs: posted.retryAfterMs ?? usualPauseMs };
  }
  const read = parsed(answer, posted.body);
  if (!read)
    return { kind: 'unclear', text: `Slack answered ${posted.status}, and not as it should.` };
  if (read.ok) return { kind: 'told' };
  const error = read.error ?? 'no reason given';
  const text = `Slack refused: ${error}`;
  if (neverTaken.has(error)) return { kind: 'refused', text };
  return { kind: unclear.has(error) ? 'unclear' : 'not_told', text };
}

type Message = z.output<typeof page>['messages'][number];
type Page =
  | {
      readonly ok: true;
      readonly messages: readonly Message[];
      readonly cursor: string | undefined;
    }
  | { readonly ok: false; readonly text: string };

function readPage(posted: Posted): Page {
  if (posted.kind === 'failed') return { ok: false, text: posted.text };
  const read = parsed(page, posted.body);
  if (!read?.ok) {
    const why = read?.error ?? `it answered ${posted.status}`;
    return { ok: false, text: `Slack does not say what was posted: ${why}` };
  }
  const cursor = read.response_metadata?.next_cursor || undefined;
  return { ok: true, messages: read.messages, cursor };
}

function isOf({ metadata }: Message, { id }: Notice): boolean {
  return metadata?.event_type === eventType && metadata.event_payload['id'] === id;
}

function parsed<Schema extends z.ZodType>(schema: Schema, json: string): z.output<Schema> | null {
  try {
    return schema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}

/** In Slack these three signs begin links, mentions and calls to a whole channel. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
