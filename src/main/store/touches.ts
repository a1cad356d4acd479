import { type EventType, eventTypes } from '../../shared/domain/events.ts';
import { classCode } from './record-codes.ts';

const isTouching = eventTypes.map((type: EventType) =>
  ['UserLoggedInEvent', 'RoleAssignedToUserEvent', 'RoleUnassignedFromUserEvent'].includes(type),
);
const signIn = eventTypes.indexOf('UserLoggedInEvent');

/**
 * True for an event that changed a user without a revision: a sign-in, or a role given or taken.
 * Holds for events after the user's first in its partition; one with an anomaly changed nothing.
 */
export function isTouch(code: number, type: number, anomalies: number): boolean {
  return code === classCode.event && anomalies === 0 && isTouching[type] === true;
}

/** What touches add to the revision they follow. */
export type Touches = {
  count: number;
  signIns: number;
  lastSignInAt: number | null;
  /** The time of the last one, ms; null where there is none. */
  lastAt: number | null;
};

/** Nothing counted yet. */
export function noTouches(): Touches {
  return { count: 0, signIns: 0, lastSignInAt: null, lastAt: null };
}

/** Counts one more. */
export function addTouch(touches: Touches, type: number, time: number): void {
  touches.count++;
  touches.lastAt = time;
  if (type !== signIn) return;
  touches.signIns++;
  touches.lastSignInAt = time;
}

type Counted = {
  readonly loginCount: number;
  readonly lastLoginAt: number | null;
  readonly updatedAt: number | null;
  readonly version: number;
};

/** The counts of a revision with the touches that follow it. */
export function withTouches<State extends Counted>(state: State, touches: Touches): State {
  if (touches.count === 0) return state;
  return {
    ...state,
    loginCount: state.loginCount + touches.signIns,
    lastLoginAt: touches.lastSignInAt ?? state.lastLoginAt,
    updatedAt: touches.lastAt ?? state.updatedAt,
    version: state.version + touches.count,
  };
}
