/** What came of a request: an answer; or none, where `mayBeRead` says whether the other side may have read it. */
export type Posted =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly body: string;
      /** For how long it wants to be left alone, ms; null where it does not say. */
      readonly retryAfterMs: number | null;
    }
  | { readonly kind: 'failed'; readonly mayBeRead: boolean; readonly text: string };

/** What is posted, and where. */
export type Post = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | URLSearchParams;
};

/** With these nothing of a request has left this machine. */
const beforeSending: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** By these a TLS handshake fails, before which nothing is sent either; what else TLS says may come later. */
const handshake = /CERT|^UNABLE_TO_|HANDSHAKE|^ERR_SSL_WRONG_VERSION_NUMBER$/;

/** The content type of a body that is JSON. */
export const jsonType = { 'content-type': 'application/json; charset=utf-8' };

const mostBytes = 1024 * 1024;
const longestPauseMs = 3_600_000;

/** Posts once, follows no redirect, and never rejects; of an answer a megabyte is read at most. */
export async function post({ url, headers, body }: Post, signal: AbortSignal): Promise<Posted> {
  if (signal.aborted) return failed(false, 'There was no time left to send it.');
  try {
    const answer = await fetch(url, { method: 'POST', redirect: 'manual', signal, headers, body });
    const retryAfterMs = pauseOf(answer.headers.get('retry-after'), Date.now());
    return { kind: 'answered', status: answer.status, body: await textOf(answer), retryAfterMs };
  } catch (error) {
    const { code, message } = causeOf(error);
    return failed(!beforeSending.has(code) && !handshake.test(code), `No answer: ${message}`);
  }
}

/** `Retry-After` of RFC 9110, seconds or a date, by `now` in ms; an hour at most. */
function pauseOf(retryAfter: string | null, now: number): number | null {
  if (retryAfter === null) return null;
  const ms = /^\d+$/.test(retryAfter) ? 1000 * Number(retryAfter) : Date.parse(retryAfter) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), longestPauseMs);
}

function failed(mayBeRead: boolean, text: string): Posted {
  return { kind: 'failed', mayBeRead, text };
}

async function textOf(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    parts.push(part);
    bytes += part.length;
    if (bytes > mostBytes) break;
  }
  return Buffer.concat(parts).toString('utf8', 0, mostBytes);
}

/** `fetch` says "fetch failed": why, its cause says. */
function causeOf(error: unknown): { readonly code: string; readonly message: string } {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return { code: '', message: String(cause) };
  const code = 'code' in cause ? String(cause.code) : '';
  return { code, message: cause.message || code };
}
