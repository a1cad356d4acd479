import { assertNever } from '../kit/assert-never.ts';
import { type Json, sameJson } from '../kit/json.ts';
import type { AnomalyCode, Evolution } from './anomaly.ts';
import type { RoleEvent } from './events.ts';
import { type RoleState, unseenRole } from './role-state.ts';

/**
 * Folds one event of a role, at the event's time (ms since 1970); null stands for a role never
 * seen. Total, like `evolveUser`.
 */
export function evolveRole(
  before: RoleState | null,
  event: RoleEvent,
  time: number,
): Evolution<RoleState> {
  const state = before ?? unseenRole(event.data.roleId);
  const misfit = misfitOf(before, event);
  if (misfit && before) return { state, anomalies: [misfit] };
  const change = changeOf(event, time);
  const changed = before === null || differs(state, change);
  const after = { ...state, ...change, version: state.version + 1, updatedAt: time };
  return { state: changed ? after : state, anomalies: misfit ? [misfit] : [] };
}

function misfitOf(before: RoleState | null, event: RoleEvent): AnomalyCode | null {
  if (event.type === 'RoleCreatedEvent') {
    return before?.status === 'active' ? 'already_exists' : null;
  }
  if (before === null) return 'never_created';
  return before.status === 'deleted' ? 'after_delete' : null;
}

function changeOf(event: RoleEvent, time: number): Partial<RoleState> {
  switch (event.type) {
    case 'RoleCreatedEvent': {
      const { name, description, permissions } = event.data;
      const born = { createdAt: time, deletedAt: null, status: 'active' as const };
      return { name, description, permissions, ...born };
    }
    case 'RoleUpdatedEvent':
      return event.data.changes;
    case 'RoleDeletedEvent':
      return { status: 'deleted', deletedAt: time };
    default:
      return assertNever(event);
  }
}

function differs(state: RoleState, change: Partial<RoleState>): boolean {
  const names = Object.keys(change) as (keyof RoleState)[];
  return names.some((name) => !sameJson(state[name] as Json, change[name] as Json));
}
