import type { EventType } from '../../../shared/domain/events.ts';

/** What the density tells apart. */
export const kinds = ['signIns', 'people', 'roles'] as const;

/** One of the three. */
export type Kind = (typeof kinds)[number];

const kindOf: { readonly [Type in EventType]: Kind } = {
  UserCreatedEvent: 'people',
  UserUpdatedEvent: 'people',
  UserDeletedEvent: 'people',
  UserLoggedInEvent: 'signIns',
  RoleAssignedToUserEvent: 'roles',
  RoleUnassignedFromUserEvent: 'roles',
  RoleCreatedEvent: 'roles',
  RoleUpdatedEvent: 'roles',
  RoleDeletedEvent: 'roles',
};

/** Counts by event type, summed up by kind. */
export function countKinds(counts: { readonly [Type in EventType]?: number }): {
  [Name in Kind]: number;
} {
  const sums = { signIns: 0, people: 0, roles: 0 };
  for (const [type, count] of Object.entries(counts)) sums[kindOf[type as EventType]] += count;
  return sums;
}
