import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Destination, Outcome } from '../destination.ts';
import type { Notice } from '../notice.ts';
import { headline, story } from '../sentence.ts';
import type { DestinationChoice } from '../subscription.ts';

type EmailChoice = Extract<DestinationChoice, { kind: 'email' }>;

const timeoutMs = 5_000;
/** Commands of SMTP whose refusal is about this message, where it is for good (5xx). */
const aboutMessage: ReadonlySet<string> = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/**
 * Mail by SMTP (RFC 5321). Each notice has a Message-ID of its own, the same whenever it is sent: many
 * mailboxes keep one of that id only. SMTP itself knows no such thing, and cannot be asked.
 */
export function emailDestination(choice: EmailChoice, password: string | null): Destination {
  const { host, port, tls, username, from, to, whenInDoubt } = choice;
  const transport = createTransport({
    ...{ host, port, secure: tls === 'from_the_start', requireTLS: tls === 'required' },
    ignoreTLS: tls === 'none',
    ...(username !== undefined && password !== null
      ? { auth: { user: username, pass: password } }
      : {}),
    ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return {
    settling: { by: whenInDoubt },
    tell: async (notice, signal) => {
      const body = new Body(notice, signal);
      try {
        await transport.sendMail({
          ...{ from, to: [...to], subject: headline(notice), text: Readable.from(body.read()) },
          messageId: `<${notice.id}@playhead.notice>`,
          headers: { 'auto-submitted': 'auto-generated' },
        });
        return { kind: 'told' };
      } catch (error) {
        return outcomeOf(error, body.isBegun);
      }
    },
  };
}

/** A text that knows whether somebody began to read it: the transport does once the server wants it. */
class Body {
  isBegun = false;
  private readonly notice: Notice;
  private readonly signal: AbortSignal;

  constructor(notice: Notice, signal: AbortSignal) {
    this.notice = notice;
    this.signal = signal;
  }

  async *read(): AsyncGenerator<string> {
    this.signal.throwIfAborted();
    this.isBegun = true;
    yield `${story(this.notice)}\n`;
  }
}

function outcomeOf(error: unknown, isBegun: boolean): Outcome {
  const { message: text = String(error), responseCode, command } = error as Partial<SmtpError>;
  // What the server says no to it has not taken.
  const isRefused = responseCode !== undefined && responseCode >= 400;
  if (isRefused && responseCode >= 500 && aboutMessage.has(command ?? '')) {
    return { kind: 'refused', text };
  }
  return { kind: isRefused || !isBegun ? 'not_told' : 'unclear', text };
}

type SmtpError = Error & { readonly responseCode?: number; readonly command?: string };
