import { type Command, roleOf, userOf } from '../../shared/domain/commands.ts';
import {
  type DecisionState,
  type HouseRules,
  nameKey,
} from '../../shared/domain/decision-state.ts';
import type { UserState } from '../../shared/domain/user-state.ts';
import { compareCodePoints } from '../../shared/kit/compare-code-points.ts';
import type { Cut } from '../../shared/log/cut.ts';
import { holderNumbersAtCut, isOnlyHolderAtCut } from '../store/read/holders-at-cut.ts';
import { roleAtCut } from '../store/read/role-at-cut.ts';
import { roleStatesAtCut } from '../store/read/roles-at-cut.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import { isSplit, subjectId, subjectNumber } from '../store/read/subjects.ts';
import { userAtCut } from '../store/read/user-at-cut.ts';
import { activeUserCalled } from './user-named.ts';

/** A command, and the rules of the workspace it is decided by. */
type Asked = { readonly command: Command; readonly house: HouseRules };

/** What a command is decided on, at a cut: only what its rules look at is read. */
export function decisionStateAt(
  snapshot: Snapshot,
  cut: Cut,
  { command, house }: Asked,
): DecisionState {
  const userId = userOf(command);
  const roleId = roleOf(command);
  const user = userId === null ? null : userAtCut(snapshot, cut, userId);
  const holders =
    command.type === 'DeleteRole' ? holderIds(snapshot, cut, command.data.roleId) : [];
  return {
    user,
    role: roleId === null ? null : roleAtCut(snapshot, cut, roleId),
    splitSubjects: splitAmong(snapshot, [userId, ...holders], roleId),
    namesakes: namesakesOf(snapshot, cut, command),
    holders,
    onlyHolderOf: onlyHolderOf(snapshot, cut, { user, command, house }),
  };
}

function splitAmong(
  snapshot: Snapshot,
  users: readonly (string | null)[],
  roleId: string | null,
): string[] {
  const split = users.filter((id) => id !== null).filter((id) => isSplit(snapshot, 'user', id));
  return roleId !== null && isSplit(snapshot, 'role', roleId) ? [...split, roleId] : split;
}

/** The ids of a role's holders at a cut, by code point. */
export function holderIds(snapshot: Snapshot, cut: Cut, roleId: string): string[] {
  const number = subjectNumber(snapshot, 'role', roleId);
  if (number === undefined) return [];
  const holders = [...holderNumbersAtCut(snapshot, cut, number)];
  return holders.map((user) => subjectId(snapshot, user)).sort(compareCodePoints);
}

type Withdrawal = {
  readonly user: UserState | null;
  readonly command: Command;
  readonly house: HouseRules;
};

/** Which protected roles would be left without a holder. */
function onlyHolderOf(
  snapshot: Snapshot,
  cut: Cut,
  { user, command, house }: Withdrawal,
): string[] {
  if (user === null) return [];
  const atStake =
    command.type === 'DeleteUser'
      ? user.roles
      : command.type === 'UnassignRoleFromUser'
        ? [command.data.roleId]
        : [];
  return atStake.filter((roleId) => {
    const role = house.protectedRoles.includes(roleId)
      ? subjectNumber(snapshot, 'role', roleId)
      : undefined;
    const number = subjectNumber(snapshot, 'user', user.userId);
    if (role === undefined || number === undefined) return false;
    return isOnlyHolderAtCut(snapshot, cut, { role, user: number });
  });
}

function namesakesOf(snapshot: Snapshot, cut: Cut, command: Command): DecisionState['namesakes'] {
  const none = { username: null, email: null, roleName: null };
  switch (command.type) {
    case 'CreateUser':
      return { ...none, ...userNamesakes(snapshot, cut, { ...command.data }) };
    case 'UpdateUser':
      return {
        ...none,
        ...userNamesakes(snapshot, cut, { ...command.data, ...command.data.changes }),
      };
    case 'CreateRole':
      return { ...none, roleName: roleNamesake(snapshot, cut, command.data) };
    case 'UpdateRole':
      return {
        ...none,
        roleName: roleNamesake(snapshot, cut, { ...command.data, ...command.data.changes }),
      };
    default:
      return none;
  }
}

type Named = { readonly userId: string; readonly username?: string; readonly email?: string };

function userNamesakes(snapshot: Snapshot, cut: Cut, { userId, username, email }: Named) {
  const other = (field: 'username' | 'email', name: string | undefined) =>
    name === undefined ? null : activeUserCalled(snapshot, cut, { field, name, but: userId });
  return { username: other('username', username), email: other('email', email) };
}

function roleNamesake(
  snapshot: Snapshot,
  cut: Cut,
  { roleId, name }: { readonly roleId: string; readonly name?: string },
): string | null {
  const sought = nameKey(name ?? '');
  if (sought === '') return null;
  const found = roleStatesAtCut(snapshot, cut).find(
    (role) =>
      role.status === 'active' && role.roleId !== roleId && nameKey(role.name ?? '') === sought,
  );
  return found?.roleId ?? null;
}
