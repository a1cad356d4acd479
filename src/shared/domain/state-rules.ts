import { assertNever } from '../kit/assert-never.ts';
import { type Json, sameJson } from '../kit/json.ts';
import { type Command, roleOf, userOf } from './commands.ts';
import type { Verdict } from './content-rules.ts';
import type { DecisionState, HouseRules } from './decision-state.ts';
import { personIn, roleIn } from './subject-names.ts';

/** The rules that the state of the log decides. */
export type StateRuleCode =
  | 'split_subject'
  | 'user_exists'
  | 'user_not_active'
  | 'username_taken'
  | 'email_taken'
  | 'role_exists'
  | 'role_not_found'
  | 'role_name_taken'
  | 'already_held'
  | 'not_held'
  | 'no_change'
  | 'role_has_holders'
  | 'too_many_holders'
  | 'last_holder';

/** How many holders a role may have to be deleted with them in one atomic append. */
export const mostHolders = 1_000;

type Ground = { readonly state: DecisionState; readonly house: HouseRules };
type Verdicts = Verdict<StateRuleCode>[];

/** Looks at every rule that concerns a command, in the order in which a refusal names the first one broken. */
export function stateVerdicts(command: Command, ground: Ground): Verdicts {
  return [notSplit(command, ground.state), ...ownVerdicts(command, ground)];
}

function ownVerdicts(command: Command, { state, house }: Ground): Verdicts {
  switch (command.type) {
    case 'CreateUser':
      return [userIsNew(state), ...namesAreFree(command.data, state)];
    case 'UpdateUser':
      return [
        userIsActive(command, state),
        changesSomething(state.user, command.data.changes),
        ...namesAreFree(command.data.changes, state),
      ];
    case 'DeleteUser':
      return [userIsActive(command, state), keepsLastHolders(state)];
    case 'AssignRoleToUser':
      return [userIsActive(command, state), roleExists(command, state), isNotHeld(command, state)];
    case 'UnassignRoleFromUser':
      return [
        userIsActive(command, state),
        isHeld(command, state),
        keepsLastHolder(command, state),
      ];
    case 'CreateRole':
      return [roleIsNew(state), ...roleNameIsFree(command.data, state)];
    case 'UpdateRole':
      return [
        roleExists(command, state),
        changesSomething(state.role, command.data.changes),
        ...roleNameIsFree(command.data.changes, state),
      ];
    case 'DeleteRole':
      return [
        roleExists(command, state),
        hasNoHolders(command.data.withHolders, state),
        hasFewHolders(state),
        isNotProtected(command.data.roleId, { state, house }),
      ];
    default:
      return assertNever(command);
  }
}

function notSplit(command: Command, { splitSubjects, user, role }: DecisionState) {
  const [first] = splitSubjects;
  const name =
    first === userOf(command)
      ? (user?.username ?? first)
      : first === roleOf(command)
        ? (role?.name ?? first)
        : first;
  const why =
    first !== undefined &&
    `Events of ${name} stand in more than one partition, so their order is not certain. Mend the producer first.`;
  return verdict('split_subject', why);
}

function userIsNew({ user }: DecisionState) {
  const why =
    user?.status === 'active' &&
    `The id ${user.userId} is ${personIn(user, user.userId)}'s already. Choose another, or change that user.`;
  return verdict('user_exists', why, 'userId');
}

function userIsActive(command: Command, { user }: DecisionState) {
  if (user?.status === 'active') return verdict('user_not_active', false);
  const person = personIn(user, userOf(command) ?? '');
  const found = {
    none: `There is no user ${person}.`,
    deleted: `${person} was deleted.`,
    unknown: `The creation of ${person} was never seen in this log.`,
  }[user === null ? 'none' : user.status === 'deleted' ? 'deleted' : 'unknown'];
  return verdict('user_not_active', `${found} Only active users can be changed.`, 'userId');
}

type UserNames = { readonly username?: string; readonly email?: string };

function namesAreFree({ username, email }: UserNames, { namesakes }: DecisionState): Verdicts {
  const found: Verdicts = [];
  if (username !== undefined) {
    const other = namesakes.username;
    const why = other !== null && `The active user ${other} has the username ${username} already.`;
    found.push(verdict('username_taken', why, 'username'));
  }
  if (email !== undefined) {
    const other = namesakes.email;
    const why = other !== null && `The active user ${other} has the e-mail ${email} already.`;
    found.push(verdict('email_taken', why, 'email'));
  }
  return found;
}

function roleIsNew({ role }: DecisionState) {
  const why =
    role?.status === 'active' &&
    `The id ${role.roleId} is that of ${role.name} already. Choose another, or change that role.`;
  return verdict('role_exists', why, 'roleId');
}

function roleNameIsFree({ name }: { readonly name?: string }, { namesakes }: DecisionState) {
  if (name === undefined) return [];
  const other = namesakes.roleName;
  const why = other !== null && `The role ${other} is called ${name} already.`;
  return [verdict('role_name_taken', why, 'name')];
}

function roleExists(command: Command, { role }: DecisionState) {
  const name = roleIn(role, roleOf(command) ?? '');
  if (role !== null && role.status !== 'deleted') return verdict('role_not_found', false);
  const found = role ? `The role ${name} was deleted.` : `There is no role ${name}.`;
  return verdict('role_not_found', `${found} Choose a role that exists.`, 'roleId');
}

type Assignment = Extract<Command, { type: 'AssignRoleToUser' | 'UnassignRoleFromUser' }>;

function isNotHeld({ data }: Assignment, { user, role }: DecisionState) {
  const why =
    user?.roles.includes(data.roleId) &&
    `${personIn(user, data.userId)} already holds ${roleIn(role, data.roleId)}.`;
  return verdict('already_held', why, 'roleId');
}

function isHeld({ data }: Assignment, { user, role }: DecisionState) {
  const why =
    !user?.roles.includes(data.roleId) &&
    `${personIn(user, data.userId)} does not hold ${roleIn(role, data.roleId)}.`;
  return verdict('not_held', why, 'roleId');
}

function changesSomething(subject: object | null, changes: object) {
  const before = subject as { readonly [name: string]: Json } | null;
  const isSame = Object.entries(changes).every(([name, value]) =>
    sameJson(before?.[name] ?? null, value as Json),
  );
  return verdict('no_change', isSame && 'Everything is already as it is asked for.');
}

function keepsLastHolder({ data }: Assignment, { onlyHolderOf, user, role }: DecisionState) {
  const why =
    onlyHolderOf.includes(data.roleId) &&
    `${personIn(user, data.userId)} is the last to hold ${roleIn(role, data.roleId)}, which is protected. Grant it to somebody else first.`;
  return verdict('last_holder', why, 'roleId');
}

function keepsLastHolders({ onlyHolderOf, user }: DecisionState) {
  const why =
    onlyHolderOf.length > 0 &&
    `${personIn(user, '')} is the last to hold ${onlyHolderOf.join(', ')}, which is protected. Grant it to somebody else first.`;
  return verdict('last_holder', why);
}

function hasNoHolders(withHolders: boolean, { holders, role }: DecisionState) {
  const why =
    holders.length > 0 &&
    !withHolders &&
    `${holders.length} hold ${role?.name ?? 'the role'}. Delete it with its holders, or take it away from them first.`;
  return verdict('role_has_holders', why, 'withHolders');
}

function hasFewHolders({ holders }: DecisionState) {
  const why =
    holders.length > mostHolders &&
    `${holders.length} hold the role; at most ${mostHolders} can lose it in one append. Take it away in bulk first.`;
  return verdict('too_many_holders', why);
}

function isNotProtected(roleId: string, { state, house }: Ground) {
  const why =
    state.holders.length > 0 &&
    house.protectedRoles.includes(roleId) &&
    `${roleIn(state.role, roleId)} is protected: its last holder is kept, so it cannot be deleted with its holders.`;
  return verdict('last_holder', why);
}

function verdict(
  code: StateRuleCode,
  why: string | false | undefined,
  field: string | null = null,
): Verdict<StateRuleCode> {
  return { code, field, why: why || null };
}
