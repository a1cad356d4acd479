import { assertNever } from '../kit/assert-never.ts';
import { type Json, sameJson } from '../kit/json.ts';
import { err, ok, type Result } from '../kit/result.ts';
import type { CommandBody } from './commands.ts';
import type { DomainEvent, RoleEvent, UserEvent, UserFields } from './events.ts';
import type { RoleState } from './role-state.ts';
import type { UserState } from './user-state.ts';

/** The subject of an event just below it, and now; null where it was not seen. */
export type Around<State> = { readonly below: State | null; readonly now: State | null };

/** A draft that takes an event back, and what it does not take back, as sentences. */
export type Compensation = { readonly body: CommandBody; readonly notes: readonly string[] };

/**
 * The command that would take an event back, never an edit of the log; a sentence where there is
 * none. Whether the rules allow it now is for `decide` to say. Pure.
 */
export function compensateUserEvent(
  event: UserEvent,
  { below, now }: Around<UserState>,
): Result<Compensation, string> {
  switch (event.type) {
    case 'UserCreatedEvent':
      return draft({ type: 'DeleteUser', data: { userId: event.data.userId } });
    case 'UserUpdatedEvent':
      return userUpdateBack(event, { below, now });
    case 'UserDeletedEvent':
      return below === null ? err(neverSeen) : userBack(below);
    case 'UserLoggedInEvent':
      return err('A sign-in happened; nothing can take it back.');
    case 'RoleAssignedToUserEvent':
      return draft({ type: 'UnassignRoleFromUser', data: event.data });
    case 'RoleUnassignedFromUserEvent':
      return draft({ type: 'AssignRoleToUser', data: event.data });
    default:
      return assertNever(event);
  }
}

/** Like `compensateUserEvent`, of an event of a role. */
export function compensateRoleEvent(
  event: RoleEvent,
  { below, now }: Around<RoleState>,
): Result<Compensation, string> {
  const { roleId } = event.data;
  switch (event.type) {
    case 'RoleCreatedEvent':
      return draft({ type: 'DeleteRole', data: { roleId, withHolders: false } });
    case 'RoleUpdatedEvent': {
      if (below === null || below.name === null) return err(neverSeen);
      const { name, description, permissions } = below;
      const changes = valuesBefore(event, { name, description, permissions });
      return draft({ type: 'UpdateRole', data: { roleId, changes } }, changedAgain(event, now));
    }
    case 'RoleDeletedEvent': {
      if (below === null || below.name === null) return err(neverSeen);
      const { name, description, permissions } = below;
      return draft({ type: 'CreateRole', data: { roleId, name, description, permissions } });
    }
    default:
      return assertNever(event);
  }
}

const neverSeen =
  'What was before this event was never seen in this log, so it cannot be put back.';

function userUpdateBack(
  event: Extract<UserEvent, { type: 'UserUpdatedEvent' }>,
  { below, now }: Around<UserState>,
): Result<Compensation, string> {
  const before = below && fieldsOf(below);
  if (before === null) return err(neverSeen);
  const data = { userId: event.data.userId, changes: valuesBefore(event, before) };
  return draft({ type: 'UpdateUser', data }, changedAgain(event, now));
}

function userBack(below: UserState): Result<Compensation, string> {
  const fields = fieldsOf(below);
  if (fields === null) return err(neverSeen);
  const { roles, userId } = below;
  const notes =
    roles.length > 0
      ? [`It held ${roles.join(', ')}. This brings the user back without them: grant them again.`]
      : [];
  return draft({ type: 'CreateUser', data: { userId, ...fields } }, notes);
}

function fieldsOf({ username, email, displayName, attributes }: UserState): UserFields | null {
  if (username === null || email === null) return null;
  return { username, email, displayName, attributes };
}

type Update = Extract<DomainEvent, { type: 'UserUpdatedEvent' | 'RoleUpdatedEvent' }>;

/** The fields an update replaced, as they were before it. */
function valuesBefore<Fields extends object>(
  { data }: Update,
  before: Fields,
): { -readonly [Name in keyof Fields]?: Fields[Name] } {
  const names = Object.keys(before) as (keyof Fields)[];
  const replaced = names.filter((name) => Object.hasOwn(data.changes, name));
  return Object.fromEntries(replaced.map((name) => [name, before[name]])) as Partial<Fields>;
}

function changedAgain({ data }: Update, now: UserState | RoleState | null): string[] {
  const current = (now ?? {}) as { readonly [name: string]: Json };
  return Object.entries(data.changes)
    .filter(([name, value]) => !sameJson(current[name] ?? null, value as Json))
    .map(([name]) => `${name} was changed again since: this goes back past that change too.`);
}

function draft(body: CommandBody, notes: readonly string[] = []): Result<Compensation, string> {
  return ok({ body, notes });
}
