import type { EventType } from '../../shared/domain/events.ts';

/** Each event type as a person says it. */
export const typeWords: { readonly [Type in EventType]: string } = {
  UserCreatedEvent: 'account created',
  UserUpdatedEvent: 'account changed',
  UserDeletedEvent: 'account deleted',
  UserLoggedInEvent: 'sign-in',
  RoleAssignedToUserEvent: 'role granted',
  RoleUnassignedFromUserEvent: 'role taken away',
  RoleCreatedEvent: 'role created',
  RoleUpdatedEvent: 'role changed',
  RoleDeletedEvent: 'role deleted',
};

/** The words of a type, or the type itself where it is none of the nine. */
export function typeWord(type: string): string {
  return Object.hasOwn(typeWords, type) ? typeWords[type as EventType] : type;
}
