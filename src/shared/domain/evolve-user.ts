import { assertNever } from '../kit/assert-never.ts';
import { compareCodePoints } from '../kit/compare-code-points.ts';
import { sameJson } from '../kit/json.ts';
import type { AnomalyCode, Evolution } from './anomaly.ts';
import type { FoldedUserEvent, UserFields } from './events.ts';
import { type UserState, unseenUser } from './user-state.ts';

/**
 * Folds one event of a user, at the event's time (ms since 1970); null stands for a user never
 * seen. Total: what does not fit is an anomaly, and leaves the state as it was unless the event
 * is the first sign of a user, who then becomes `unknown`.
 */
export function evolveUser(
  before: UserState | null,
  event: FoldedUserEvent,
  time: number,
): Evolution<UserState> {
  const state = before ?? unseenUser(event.data.userId);
  if (event.type === 'UserCreatedEvent') return created(state, event.data, time);
  if (state.status === 'deleted') return { state, anomalies: ['after_delete'] };
  const { after, misfit } = changed(state, event, time);
  if (before) return { state: after, anomalies: misfit ? [misfit] : none };
  return {
    // Whatever the event says, it is a sign of the user.
    state: after === state ? counted(state, time) : after,
    anomalies: misfit ? ['never_created', misfit] : ['never_created'],
  };
}

const none: readonly AnomalyCode[] = [];

/** The state after an event: the same object where nothing changed. */
type Changed = { readonly after: UserState; readonly misfit: AnomalyCode | null };

// No object is put together from parts here: this runs once an event (0.4 us less).
function changed(
  state: UserState,
  event: Exclude<FoldedUserEvent, { type: 'UserCreatedEvent' }>,
  time: number,
): Changed {
  switch (event.type) {
    case 'UserLoggedInEvent':
      return { after: signedIn(state, time), misfit: null };
    case 'UserUpdatedEvent':
      return { after: updated(state, event.data.changes, time), misfit: null };
    case 'UserDeletedEvent':
      return { after: deleted(state, time), misfit: null };
    case 'RoleAssignedToUserEvent':
    case 'RoleUnassignedFromUserEvent': {
      const { type, data } = event;
      const misfit = misfitOfRole(type, state.roles.includes(data.roleId));
      if (misfit) return { after: state, misfit };
      const change = type === 'RoleAssignedToUserEvent' ? withRole : withoutRole;
      return { after: holding(state, change(state.roles, data.roleId), time), misfit: null };
    }
    default:
      return assertNever(event);
  }
}

/** Why a role cannot be given or taken of a user who is there; null where it can. */
export function misfitOfRole(
  type: 'RoleAssignedToUserEvent' | 'RoleUnassignedFromUserEvent',
  isHeld: boolean,
): 'already_held' | 'not_held' | null {
  if (type === 'RoleAssignedToUserEvent') return isHeld ? 'already_held' : null;
  return isHeld ? null : 'not_held';
}

function created(state: UserState, fields: UserFields, time: number): Evolution<UserState> {
  if (state.status === 'active') return { state, anomalies: ['already_exists'] };
  const { username, email, displayName, attributes } = fields;
  const kept =
    state.status === 'unknown' ? state : { ...state, roles: [], loginCount: 0, lastLoginAt: null };
  const born = { username, email, displayName, attributes, createdAt: time, deletedAt: null };
  return { state: counted({ ...kept, ...born, status: 'active' }, time), anomalies: none };
}

function signedIn(state: UserState, time: number): UserState {
  const { loginCount, version } = state;
  return {
    ...state,
    loginCount: loginCount + 1,
    lastLoginAt: time,
    version: version + 1,
    updatedAt: time,
  };
}

function updated(state: UserState, changes: Partial<UserFields>, time: number): UserState {
  const {
    username = state.username,
    email = state.email,
    displayName = state.displayName,
    attributes = state.attributes,
  } = changes;
  const isSame =
    username === state.username &&
    email === state.email &&
    displayName === state.displayName &&
    sameJson(attributes, state.attributes);
  if (isSame) return state;
  const version = state.version + 1;
  return { ...state, username, email, displayName, attributes, version, updatedAt: time };
}

function deleted(state: UserState, time: number): UserState {
  const version = state.version + 1;
  return { ...state, status: 'deleted', deletedAt: time, roles: [], version, updatedAt: time };
}

function holding(state: UserState, roles: readonly string[], time: number): UserState {
  return { ...state, roles, version: state.version + 1, updatedAt: time };
}

function withRole(roles: readonly string[], roleId: string): readonly string[] {
  let at = 0;
  while (at < roles.length && compareCodePoints(roles[at] as string, roleId) < 0) at++;
  return [...roles.slice(0, at), roleId, ...roles.slice(at)];
}

function withoutRole(roles: readonly string[], roleId: string): readonly string[] {
  return roles.filter((held) => held !== roleId);
}

function counted(state: UserState, time: number): UserState {
  return { ...state, version: state.version + 1, updatedAt: time };
}
