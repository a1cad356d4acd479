import type { EnvelopedEvent } from '../../shared/domain/envelope.ts';
import type { FoldedUserEvent, RoleEvent } from '../../shared/domain/events.ts';
import type { Writable } from '../../shared/kit/writable.ts';
import type { OrdinaryEvent } from '../codec/read-ordinary.ts';
import { hashIdentity, hashIdentityAt } from '../store/hash-identity.ts';

/** What planning needs of an event, whichever way it was read. */
export type FoundEvent = {
  readonly event: FoldedUserEvent | RoleEvent;
  /** The event's own time, ms since 1970. */
  readonly time: number | null;
  readonly actor: string | null;
  readonly source: string;
  /** False where it gives neither a reason nor a ticket. */
  readonly saysWhy: boolean;
  /** The hash of its source and id. */
  readonly identity: number;
};

/** An event that was decoded in full. */
export function foundInFull({ event, envelope }: EnvelopedEvent): FoundEvent {
  const { time, actor, source, id, reason, ticket } = envelope;
  const saysWhy = reason !== null || ticket !== null;
  return { event, time, actor, source, saysWhy, identity: hashIdentity(source, id) };
}

/** An event that was read from its bytes alone; holds until the next call, but for the event itself. */
export function foundOrdinary(found: OrdinaryEvent): FoundEvent {
  ordinary.event = found.event;
  ordinary.time = found.time;
  ordinary.actor = found.actor;
  ordinary.source = found.source;
  ordinary.saysWhy = found.saysWhy;
  ordinary.identity = hashIdentityAt(found.source, found.id);
  return ordinary;
}

const ordinary: Writable<FoundEvent> = {
  event: { type: 'UserDeletedEvent', data: { userId: '' } },
  time: null,
  actor: null,
  source: '',
  saysWhy: false,
  identity: 0,
};
