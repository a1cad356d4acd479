import type { JsonObject } from '../kit/json.ts';

/** The nine event types of the user domain, in the order in which tables and legends show them. */
export const eventTypes = [
  'UserCreatedEvent',
  'UserUpdatedEvent',
  'UserDeletedEvent',
  'UserLoggedInEvent',
  'RoleAssignedToUserEvent',
  'RoleUnassignedFromUserEvent',
  'RoleCreatedEvent',
  'RoleUpdatedEvent',
  'RoleDeletedEvent',
] as const;

/** One of the nine. */
export type EventType = (typeof eventTypes)[number];

/** Fields of a user; null where the person has none. */
export type UserFields = {
  readonly username: string;
  readonly email: string;
  readonly displayName: string | null;
  readonly attributes: JsonObject | null;
};

/** Fields of a role. */
export type RoleFields = {
  readonly name: string;
  readonly description: string | null;
  readonly permissions: readonly string[];
};

type Assignment = { readonly userId: string; readonly roleId: string };

/** An event of a user: its key is the user's id. */
export type UserEvent =
  | { readonly type: 'UserCreatedEvent'; readonly data: { readonly userId: string } & UserFields }
  | {
      readonly type: 'UserUpdatedEvent';
      readonly data: { readonly userId: string; readonly changes: Partial<UserFields> };
    }
  | { readonly type: 'UserDeletedEvent'; readonly data: { readonly userId: string } }
  | {
      readonly type: 'UserLoggedInEvent';
      readonly data: {
        readonly userId: string;
        readonly ip: string | null;
        readonly userAgent: string | null;
        readonly method: string | null;
      };
    }
  | { readonly type: 'RoleAssignedToUserEvent'; readonly data: Assignment }
  | { readonly type: 'RoleUnassignedFromUserEvent'; readonly data: Assignment };

type SignIn = Extract<UserEvent, { type: 'UserLoggedInEvent' }>;

/** A user's event as the fold reads it: of a sign-in, only whose it is. */
export type FoldedUserEvent =
  | Exclude<UserEvent, SignIn>
  | { readonly type: SignIn['type']; readonly data: { readonly userId: string } };

/** An event of a role: its key is the role's id. */
export type RoleEvent =
  | { readonly type: 'RoleCreatedEvent'; readonly data: { readonly roleId: string } & RoleFields }
  | {
      readonly type: 'RoleUpdatedEvent';
      readonly data: { readonly roleId: string; readonly changes: Partial<RoleFields> };
    }
  | { readonly type: 'RoleDeletedEvent'; readonly data: { readonly roleId: string } };

/** One of the nine domain events, with its data. */
export type DomainEvent = UserEvent | RoleEvent;

/** What an event is about: it decides the record's key. */
export type Subject = { readonly kind: 'user' | 'role'; readonly id: string };

/** True for one of the nine names. */
export function isEventType(name: string): name is EventType {
  return (eventTypes as readonly string[]).includes(name);
}

/** True for an event of a role; every other event is a user's. */
export function isRoleEvent(event: FoldedUserEvent | RoleEvent): event is RoleEvent {
  return (
    event.type === 'RoleCreatedEvent' ||
    event.type === 'RoleUpdatedEvent' ||
    event.type === 'RoleDeletedEvent'
  );
}

/** The subject of an event: the user for user and assignment events, the role for role events. */
export function subjectOf(event: DomainEvent): Subject {
  return isRoleEvent(event)
    ? { kind: 'role', id: event.data.roleId }
    : { kind: 'user', id: event.data.userId };
}
