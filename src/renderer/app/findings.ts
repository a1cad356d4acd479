import type { RoleAnswer } from '../../shared/contract/roles.ts';
import type { UserAnswer } from '../../shared/contract/users.ts';
import { parsePosition } from '../../shared/log/position.ts';
import { openCommand } from '../domain-ui/sheet-store.ts';
import { views } from '../state/address.ts';
import { switchZone } from '../state/preferences.ts';
import { goLive, goTo, openSubject, openView } from '../state/window-store.ts';
import { commandFindings, readWish } from './command-findings.ts';
import { showDialog } from './dialog-store.ts';
import { viewEntries } from './views.tsx';

/** One line of what a search found, and what choosing it does. */
export type Finding = {
  readonly id: string;
  readonly group: 'Position' | 'People' | 'Roles' | 'Commands' | 'Views' | 'Actions';
  readonly name: string;
  readonly note: string;
  run(): void;
};

const mostRoles = 6;

const actions: readonly Finding[] = [
  action('New user…', 'N in Users', () => openCommand('CreateUser')),
  action('New role…', 'N in Roles', () => openCommand('CreateRole')),
  action('Go live', 'End', goLive),
  action('Switch between UTC and local time', '', switchZone),
  action('Open another log', 'Ctrl O', () => showDialog('open')),
  action('Settings: look, operator, commands', ',', () => showDialog('settings')),
  action('Keys', '?', () => showDialog('keys')),
];

/** Puts what was typed and what the log answered into one list, in the order it is shown. */
export function findingsOf(
  typed: string,
  users: readonly UserAnswer[],
  roles: readonly RoleAnswer[],
): Finding[] {
  const wish = readWish(typed);
  const wanted = typed.trim().toLowerCase();
  const fits = (text: string) => text.toLowerCase().includes(wanted);
  const sought = wish.rest.toLowerCase();
  const found = roles
    .filter(
      ({ name, roleId }) =>
        sought !== '' && `${name ?? ''} ${roleId}`.toLowerCase().includes(sought),
    )
    .slice(0, mostRoles);
  const commands = commandFindings(wish, users, found).map(
    (command): Finding => ({ ...command, group: 'Commands' }),
  );
  if (wish.verb !== null) return commands;
  return [
    ...positions(typed),
    ...users.map(personFinding),
    ...found.map(roleFinding),
    ...commands,
    ...viewFindings.filter(({ name }) => fits(name)),
    ...actions.filter(({ name }) => fits(name)),
  ];
}

const viewFindings: readonly Finding[] = views.map((view, index) => ({
  id: `view ${view}`,
  group: 'Views',
  name: viewEntries[view].title,
  note: String(index + 1),
  run: () => openView(view),
}));

function positions(typed: string): Finding[] {
  const said = parsePosition(typed);
  if (!said.ok) return [];
  const name = `Move the playhead to ${typed.trim()}`;
  return [{ id: 'position', group: 'Position', name, note: '', run: () => goTo(typed.trim()) }];
}

function personFinding({ userId, username, displayName, email }: UserAnswer): Finding {
  return {
    id: `user ${userId}`,
    group: 'People',
    name: displayName ?? username ?? userId,
    note: email ?? userId,
    run: () => openSubject({ kind: 'user', id: userId }),
  };
}

function roleFinding({ roleId, name, holders }: RoleAnswer): Finding {
  return {
    id: `role ${roleId}`,
    group: 'Roles',
    name: name ?? roleId,
    note: `held by ${holders}`,
    run: () => openSubject({ kind: 'role', id: roleId }),
  };
}

function action(name: string, note: string, run: () => void): Finding {
  return { id: `action ${name}`, group: 'Actions', name, note, run };
}
