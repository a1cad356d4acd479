import { assertNever } from '../kit/assert-never.ts';
import { err, ok, type Result } from '../kit/result.ts';
import type { Command } from './commands.ts';
import type { DomainEvent } from './events.ts';
import type { RoleState } from './role-state.ts';
import type { UserState } from './user-state.ts';

/** The rules a command is checked against, by the code a refusal carries. */
export type RuleCode =
  | 'actor_required'
  | 'reason_required'
  | 'split_subject'
  | 'user_not_active'
  | 'role_not_found'
  | 'already_held'
  | 'not_held';

/** Why a command is refused: the rule, and what to do, as a sentence. */
export type Refusal = { readonly code: RuleCode; readonly text: string };

/** What a role change is decided on; null for a subject never seen. */
export type DecisionState = {
  readonly user: UserState | null;
  readonly role: RoleState | null;
  /** The user's records stand in more than one partition, so they have no one order. */
  readonly isSplit: boolean;
};

/** Rules broken by the command itself, whatever the state is. */
export function isRefusedByContent(code: RuleCode): boolean {
  return code === 'actor_required' || code === 'reason_required';
}

/** Decides a command on a state: the events to append, or the first rule it breaks. Pure. */
export function decide(
  state: DecisionState,
  command: Command,
): Result<readonly DomainEvent[], Refusal> {
  const refusal = contentRefusal(command) ?? stateRefusal(state, command);
  return refusal ? err(refusal) : ok([eventOf(command)]);
}

function eventOf(command: Command): DomainEvent {
  switch (command.type) {
    case 'AssignRoleToUser':
      return { type: 'RoleAssignedToUserEvent', data: command.data };
    case 'UnassignRoleFromUser':
      return { type: 'RoleUnassignedFromUserEvent', data: command.data };
    default:
      return assertNever(command.type);
  }
}

/** The rule a command breaks by itself, whatever the state is; null where it breaks none. */
export function contentRefusal(command: Command): Refusal | null {
  if (command.actor.trim() === '') {
    return { code: 'actor_required', text: 'Say who is doing this: a command needs an actor.' };
  }
  if (command.reason.trim() === '') {
    return { code: 'reason_required', text: 'Say why: a command needs a reason.' };
  }
  return null;
}

function stateRefusal(state: DecisionState, { type, data }: Command): Refusal | null {
  const person = state.user?.username ?? data.userId;
  const role = state.role?.name ?? data.roleId;
  if (state.isSplit) {
    const text = `Events of ${person} stand in more than one partition, so their order is not certain. Mend the producer first.`;
    return { code: 'split_subject', text };
  }
  if (state.user?.status !== 'active') return notActive(state.user, person);
  const holds = state.user.roles.includes(data.roleId);
  if (type === 'UnassignRoleFromUser') {
    return holds ? null : { code: 'not_held', text: `${person} does not hold ${role}.` };
  }
  if (state.role === null || state.role.status === 'deleted') {
    const found = state.role ? `The role ${role} was deleted.` : `There is no role ${role}.`;
    return { code: 'role_not_found', text: `${found} Choose a role that exists.` };
  }
  return holds ? { code: 'already_held', text: `${person} already holds ${role}.` } : null;
}

function notActive(user: UserState | null, person: string): Refusal {
  const found = {
    none: `There is no user ${person}.`,
    deleted: `${person} was deleted.`,
    unknown: `The creation of ${person} was never seen in this log.`,
  }[user === null ? 'none' : user.status === 'deleted' ? 'deleted' : 'unknown'];
  return { code: 'user_not_active', text: `${found} Roles can be changed for active users only.` };
}
