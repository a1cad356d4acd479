import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a ticket can be exchanged, in ms. */
export const ticketLifeMs = 60_000;

const mostTickets = 100;
const mostSecrets = 1000;

/** The tickets and secrets windows are let in with. */
export type Secrets = {
  /** A ticket for a link: good once, for 60 s. */
  newTicket(): string;
  /** Exchanges a ticket for a window's secret; null where it is unknown, used or too old. */
  redeem(ticket: string): string | null;
  /** True for a secret that was given out by this host. */
  isSecret(text: string): boolean;
};

/** Makes the secrets of one run of a host; `now` is in ms. */
export function createSecrets(now: () => number): Secrets {
  const tickets = new Map<string, number>();
  const secrets = new Set<string>();
  const forgetOld = () => {
    for (const [ticket, until] of tickets) if (until <= now()) tickets.delete(ticket);
    keepNewest(tickets, mostTickets);
    keepNewest(secrets, mostSecrets);
  };
  // Only digests are kept and looked up: how long a look-up takes says nothing about the text.
  return {
    newTicket: () => {
      const ticket = randomBytes(32).toString('base64url');
      tickets.set(digestOf(ticket), now() + ticketLifeMs);
      forgetOld();
      return ticket;
    },
    redeem: (ticket) => {
      forgetOld();
      if (!tickets.delete(digestOf(ticket))) return null;
      const secret = randomBytes(32).toString('base64url');
      secrets.add(digestOf(secret));
      return secret;
    },
    isSecret: (text) => secrets.has(digestOf(text)),
  };
}

/** Compares a text with the one expected, in a time that does not depend on where they differ. */
export function isSameText(said: string, expected: string): boolean {
  return timingSafeEqual(sha256(said), sha256(expected));
}

function keepNewest(all: Map<string, number> | Set<string>, most: number): void {
  for (const oldest of all.keys()) {
    if (all.size <= most) return;
    all.delete(oldest);
  }
}

function digestOf(text: string): string {
  return sha256(text).toString('base64');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
