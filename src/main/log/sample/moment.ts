import type { DomainEvent } from '../../../shared/domain/events.ts';

/** Who or what writes an event, and how the actor is known. */
export type Author = {
  readonly source: string;
  readonly actor: string | null;
  readonly actorType: string | null;
};

/** An event of the sample before it becomes a record. */
export type Moment = {
  /** The event's own time, ms since 1970. */
  readonly time: number;
  /** When the log receives it; a moment after `time` where it is left out. */
  readonly received?: number;
  readonly event: DomainEvent;
  readonly author: Author;
  readonly reason?: string;
  readonly ticket?: string;
};

/** The program that copies joiners, movers and leavers from the people system. */
export const peopleSync: Author = { source: '/people', actor: 'people-sync', actorType: 'service' };

/** The program that created the first roles. */
export const platformSetup: Author = {
  source: '/access-desk',
  actor: 'platform-setup',
  actorType: 'service',
};

/** A person of the access desk, by username. */
export function operator(username: string): Author {
  return { source: '/access-desk', actor: username, actorType: 'os_user' };
}

/** The sign-in service; the actor is who signs in. */
export function signInOf(userId: string): Author {
  return { source: '/sign-in', actor: userId, actorType: 'session' };
}
