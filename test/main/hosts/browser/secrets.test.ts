import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSecrets,
  isSameText,
  ticketLifeMs,
} from '../../../../src/main/hosts/browser/secrets.ts';

describe('the secrets of a host', () => {
  it('let a ticket live 60 s and not longer', () => {
    let now = 1_000;
    const secrets = createSecrets(() => now);
    const early = secrets.newTicket();
    const late = secrets.newTicket();
    now += ticketLifeMs - 1;
    expect(secrets.redeem(early)).not.toBeNull();
    now += 1;
    expect(secrets.redeem(late)).toBeNull();
    expect(ticketLifeMs).toBe(60_000);
  });

  it('know only what they gave out', () => {
    const secrets = createSecrets(() => 0);
    const secret = secrets.redeem(secrets.newTicket()) ?? '';
    const other = createSecrets(() => 0);
    expect(secrets.isSecret(secret)).toBe(true);
    expect(other.isSecret(secret)).toBe(false);
    expect(secrets.isSecret('')).toBe(false);
  });

  it('do not take a ticket for a secret', () => {
    const secrets = createSecrets(() => 0);
    expect(secrets.isSecret(secrets.newTicket())).toBe(false);
  });

  it('keep no more tickets than a person could need', () => {
    const secrets = createSecrets(() => 0);
    const tickets = Array.from({ length: 150 }, () => secrets.newTicket());
    expect(tickets.filter((ticket) => secrets.redeem(ticket) !== null)).toHaveLength(100);
  });

  it('compare texts as === does', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => isSameText(a, b) === (a === b)));
  });
});
