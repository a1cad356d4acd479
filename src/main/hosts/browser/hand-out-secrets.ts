import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { TicketAnswer, TicketRequest } from '../../../shared/contract/channels.ts';
import { FaultError } from '../../../shared/contract/fault.ts';
import type { OwnAddress } from './admission.ts';
import { readJsonBody } from './read-json-body.ts';
import type { Secrets } from './secrets.ts';
import { sendFault, sendJson } from './send-answer.ts';

const ticketRequest: z.ZodType<TicketRequest> = z.object({ ticket: z.string().max(200) });

/** The link a window is opened with: its ticket stands in the fragment, which no server and no log sees. */
export function linkWithTicket({ origin }: OwnAddress, ticket: string): string {
  return `${origin}/#ticket=${ticket}`;
}

/** `POST /session`: the page trades the ticket of its link for a secret. */
export async function exchangeTicket(
  secrets: Secrets,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    const text = 'A ticket is exchanged by POST.';
    return sendFault(response, { code: 'bad_request', text }, 405);
  }
  try {
    const asked = ticketRequest.safeParse(await readJsonBody(request));
    const secret = asked.success ? secrets.redeem(asked.data.ticket) : null;
    if (secret !== null) return sendJson(response, 200, { secret } satisfies TicketAnswer);
    const text =
      'This link was used before, or is older than a minute. Get a new one where Playhead was started.';
    sendFault(response, { code: 'unauthorized', text });
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    sendFault(response, error.fault);
  }
}

/** `POST /api/ticket`: a fresh ticket and its link, for whoever holds the token. */
export function newTicketLink(secrets: Secrets, own: OwnAddress, response: ServerResponse): void {
  const ticket = secrets.newTicket();
  sendJson(response, 200, { ticket, url: linkWithTicket(own, ticket) });
}
