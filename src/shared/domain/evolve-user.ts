import { assertNever } from '../kit/assert-never.ts';
import { compareCodePoints } from '../kit/compare-code-points.ts';
import { type Json, sameJson } from '../kit/json.ts';
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
  const unseen: AnomalyCode[] = before ? [] : ['never_created'];
  // Most events are sign-ins, and each of them changes the state.
  if (event.type === 'UserLoggedInEvent')
    return { state: signedIn(state, time), anomalies: unseen };
  const { change, anomalies } = changeOf(state, event, time);
  const changed = before === null || differs(state, change);
  return {
    state: changed ? { ...state, ...change, version: state.version + 1, updatedAt: time } : state,
    anomalies: [...unseen, ...anomalies],
  };
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

type UserChange = Partial<UserState>;

function created(state: UserState, fields: UserFields, time: number): Evolution<UserState> {
  if (state.status === 'active') return { state, anomalies: ['already_exists'] };
  const { username, email, displayName, attributes } = fields;
  const kept =
    state.status === 'unknown' ? state : { ...state, roles: [], loginCount: 0, lastLoginAt: null };
  const born = { username, email, displayName, attributes, createdAt: time, deletedAt: null };
  return { state: counted({ ...kept, ...born, status: 'active' }, time), anomalies: [] };
}

function changeOf(
  state: UserState,
  event: Exclude<FoldedUserEvent, { type: 'UserCreatedEvent' | 'UserLoggedInEvent' }>,
  time: number,
): { change: UserChange; anomalies: AnomalyCode[] } {
  switch (event.type) {
    case 'UserUpdatedEvent':
      return { change: event.data.changes, anomalies: [] };
    case 'UserDeletedEvent':
      return { change: { status: 'deleted', deletedAt: time, roles: [] }, anomalies: [] };
    case 'RoleAssignedToUserEvent':
      return assigned(state, event.data.roleId);
    case 'RoleUnassignedFromUserEvent':
      return unassigned(state, event.data.roleId);
    default:
      return assertNever(event);
  }
}

function assigned(state: UserState, roleId: string) {
  if (state.roles.includes(roleId)) return misfit('already_held');
  const roles = [...state.roles, roleId].sort(compareCodePoints);
  return { change: { roles }, anomalies: [] };
}

function unassigned(state: UserState, roleId: string) {
  if (!state.roles.includes(roleId)) return misfit('not_held');
  return { change: { roles: state.roles.filter((held) => held !== roleId) }, anomalies: [] };
}

function misfit(code: AnomalyCode) {
  return { change: {}, anomalies: [code] };
}

function counted(state: UserState, time: number): UserState {
  return { ...state, version: state.version + 1, updatedAt: time };
}

function differs(state: UserState, change: UserChange): boolean {
  const names = Object.keys(change) as (keyof UserState)[];
  return names.some((name) => !sameJson(state[name] as Json, change[name] as Json));
}
