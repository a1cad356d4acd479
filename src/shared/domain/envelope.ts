import type { DomainEvent } from './events.ts';

/** What stands around an event's data: CloudEvents 1.0 attributes and our extensions; null where absent. */
export type Envelope = {
  readonly id: string;
  readonly source: string;
  /** The event's own time, ms since 1970. */
  readonly time: number | null;
  readonly subject: string | null;
  /** Version of the data, from `dataschema` ending in `/v<n>`; 1 where absent. */
  readonly version: number;
  readonly actor: string | null;
  /** How the actor is known: `os_user`, `gateway_claim`, or what another producer wrote. */
  readonly actorType: string | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  /** The cut token the command was decided on. */
  readonly basis: string | null;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  readonly recordedTime: string | null;
};

/** An event as decoded: what happened, and who says so. */
export type EnvelopedEvent = { readonly event: DomainEvent; readonly envelope: Envelope };
