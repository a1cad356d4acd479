import { assertNever } from '../kit/assert-never.ts';
import { err, ok, type Result } from '../kit/result.ts';
import type { Command } from './commands.ts';
import { type ContentRuleCode, contentVerdicts, type Verdict } from './content-rules.ts';
import type { DecisionState, HouseRules } from './decision-state.ts';
import type { DomainEvent } from './events.ts';
import { type StateRuleCode, stateVerdicts } from './state-rules.ts';

/** The rules a command is checked against, by the code a refusal carries. */
export type RuleCode = ContentRuleCode | StateRuleCode;

/** Why a command is refused: the rule, and what to do, as a sentence. */
export type Refusal = { readonly code: RuleCode; readonly text: string };

/**
 * Decides a command on a state: the events to append, all or none, or the first rule it breaks.
 * Pure.
 */
export function decide(
  state: DecisionState,
  command: Command,
  house: HouseRules,
): Result<readonly DomainEvent[], Refusal> {
  const refusal = firstBroken(examine(state, command, house));
  return refusal ? err(refusal) : ok(eventsOf(command, state));
}

/** Every rule that concerns a command, with its verdict on a state; those of its own content first. */
export function examine(
  state: DecisionState,
  command: Command,
  house: HouseRules,
): Verdict<RuleCode>[] {
  return [...contentVerdicts(command, house), ...stateVerdicts(command, { state, house })];
}

/** The rule a command breaks by itself, whatever the state is; null where it breaks none. */
export function contentRefusal(command: Command, house: HouseRules): Refusal | null {
  return firstBroken(contentVerdicts(command, house));
}

function firstBroken(verdicts: readonly Verdict<RuleCode>[]): Refusal | null {
  for (const { code, why } of verdicts) if (why !== null) return { code, text: why };
  return null;
}

function eventsOf(command: Command, { holders }: DecisionState): readonly DomainEvent[] {
  switch (command.type) {
    case 'CreateUser':
      return [{ type: 'UserCreatedEvent', data: command.data }];
    case 'UpdateUser':
      return [{ type: 'UserUpdatedEvent', data: command.data }];
    case 'DeleteUser':
      return [{ type: 'UserDeletedEvent', data: command.data }];
    case 'AssignRoleToUser':
      return [{ type: 'RoleAssignedToUserEvent', data: command.data }];
    case 'UnassignRoleFromUser':
      return [{ type: 'RoleUnassignedFromUserEvent', data: command.data }];
    case 'CreateRole':
      return [{ type: 'RoleCreatedEvent', data: command.data }];
    case 'UpdateRole':
      return [{ type: 'RoleUpdatedEvent', data: command.data }];
    case 'DeleteRole':
      return roleDeletion(command.data.roleId, holders);
    default:
      return assertNever(command);
  }
}

function roleDeletion(roleId: string, holders: readonly string[]): DomainEvent[] {
  const withdrawals = holders.map(
    (userId): DomainEvent => ({ type: 'RoleUnassignedFromUserEvent', data: { userId, roleId } }),
  );
  return [...withdrawals, { type: 'RoleDeletedEvent', data: { roleId } }];
}
