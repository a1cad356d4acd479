import type { Destination, Outcome } from '../destination.ts';
import { bodyOf } from '../notice-body.ts';
import type { DestinationChoice } from '../subscription.ts';
import { jsonType, type Posted, post } from './post.ts';

type HttpChoice = Extract<DestinationChoice, { kind: 'http' }>;

/** The content of the notice itself is wrong for it; anything else that it says no to may be mended there. */
const neverTaken: ReadonlySet<number> = new Set([400, 410, 413, 414, 415, 422]);
/** It says so before it does anything. */
const notYet: ReadonlySet<number> = new Set([401, 403, 404, 405, 407, 421, 425, 426, 429, 503]);

/**
 * A service that takes notices by POST. Each has its id as `Idempotency-Key`
 * (draft-ietf-httpapi-idempotency-key-header): the service takes one of that key once, so what is
 * not clear is sent again.
 */
export function httpDestination({ url }: HttpChoice, token: string | null): Destination {
  const entry: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  return {
    settling: { by: 'again' },
    tell: async (notice, signal) => {
      const headers = { ...jsonType, ...entry, 'idempotency-key': `"${notice.id}"` };
      const body = JSON.stringify(bodyOf(notice));
      return outcomeOf(await post({ url, headers, body }, signal));
    },
  };
}

function outcomeOf(posted: Posted): Outcome {
  if (posted.kind === 'failed') {
    return { kind: posted.mayBeRead ? 'unclear' : 'not_told', text: posted.text };
  }
  const { status, retryAfterMs } = posted;
  const text = `It answered ${status}.`;
  if (status >= 200 && status < 300) return { kind: 'told' };
  if (neverTaken.has(status)) return { kind: 'refused', text };
  // A redirect is none to follow with what is told: somebody must mend the address.
  if (!notYet.has(status) && status >= 400) return { kind: 'unclear', text };
  return { kind: 'not_told', text, ...(retryAfterMs === null ? {} : { pauseMs: retryAfterMs }) };
}
