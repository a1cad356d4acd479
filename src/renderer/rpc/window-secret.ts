import type { TicketAnswer, TicketRequest } from '../../shared/contract/channels.ts';
import { RefusedError } from './wire.ts';

const kept = 'playhead.secret';
const ticketMark = /^#ticket=(?<ticket>[\w-]+)(?:&(?<rest>.*))?$/;

let exchange: Promise<string> | null = null;

/**
 * The secret that opens this page's sockets: the one-time ticket in the address is exchanged for
 * it once, and it lives as long as the tab. Rejects with `RefusedError` where neither is at hand.
 */
export function windowSecret(): Promise<string> {
  const found = ticketMark.exec(location.hash)?.groups;
  if (found?.['ticket']) {
    // The ticket leaves the address before anything can copy it.
    history.replaceState(null, '', found['rest'] ? `#${found['rest']}` : location.pathname);
    exchange = exchangeTicket(found['ticket']);
  }
  if (exchange) return exchange;
  const secret = sessionStorage.getItem(kept);
  return secret ? Promise.resolve(secret) : Promise.reject(new RefusedError('No ticket.'));
}

/** A fresh link put into the address of this very page begins it anew; call once. */
export function watchForTickets(): void {
  window.addEventListener('hashchange', () => {
    if (ticketMark.test(location.hash)) location.reload();
  });
}

/** Forgets a secret the host no longer knows. */
export function forgetSecret(): void {
  exchange = null;
  sessionStorage.removeItem(kept);
}

async function exchangeTicket(ticket: string): Promise<string> {
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket } satisfies TicketRequest),
  });
  if (!response.ok) throw new RefusedError('The ticket was used already, or is too old.');
  const { secret } = (await response.json()) as TicketAnswer;
  sessionStorage.setItem(kept, secret);
  return secret;
}
