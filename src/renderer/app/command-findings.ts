import type { RoleAnswer } from '../../shared/contract/roles.ts';
import type { UserAnswer } from '../../shared/contract/users.ts';
import { personName } from '../domain-ui/person-name.ts';
import { openCommand, openDraft, openRoleChange } from '../domain-ui/sheet-store.ts';

/** A verb somebody began with, and whom or what they look for. */
export type Wish = { readonly verb: Verb | null; readonly rest: string };

/** A command a search found, and what choosing it does. */
export type CommandFinding = {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  run(): void;
};

type Verb = 'edit' | 'delete' | 'grant' | 'change roles' | 'bring back';

const verbs: readonly Verb[] = ['edit', 'delete', 'grant', 'change roles', 'bring back'];

/** Reads "delete jana" as a verb and a name; without a verb all of it is the name. */
export function readWish(typed: string): Wish {
  const text = typed.trim();
  const verb = verbs.find((known) => text.toLowerCase().startsWith(`${known} `)) ?? null;
  return { verb, rest: verb === null ? text : text.slice(verb.length).trim() };
}

/**
 * What can be done with whom and what was found. After a verb that of everybody who fits; else all
 * there is of the first person and the first role, so that what was found stays at the top.
 */
export function commandFindings(
  { verb, rest }: Wish,
  users: readonly UserAnswer[],
  roles: readonly RoleAnswer[],
): CommandFinding[] {
  if (rest === '') return [];
  const [people, things] = verb === null ? [users.slice(0, 1), roles.slice(0, 1)] : [users, roles];
  const all = [...people.flatMap(ofPerson), ...things.flatMap(ofRole)];
  return all
    .filter((found) => verb === null || found.verb === verb)
    .map(({ verb: does, id, name, run }) => ({ id: `command ${does} ${id}`, name, note: '', run }));
}

type Offer = { readonly verb: Verb; readonly id: string; readonly name: string; run(): void };

function ofPerson(user: UserAnswer): Offer[] {
  const { userId, status } = user;
  const who = personName(user);
  const offer = (verb: Verb, name: string, run: () => void) => ({ verb, id: userId, name, run });
  if (status === 'deleted') {
    return [offer('bring back', `Bring back ${who}…`, () => openCommand('CreateUser', userId))];
  }
  return [
    offer('change roles', `Change roles of ${who}…`, () => openRoleChange(userId)),
    offer('edit', `Edit ${who}…`, () => openCommand('UpdateUser', userId)),
    offer('delete', `Delete ${who}…`, () => openCommand('DeleteUser', userId)),
  ];
}

function ofRole({ roleId, name, status }: RoleAnswer): Offer[] {
  const role = name ?? roleId;
  const offer = (verb: Verb, words: string, run: () => void) => ({
    ...{ verb, id: `role ${roleId}`, run },
    name: words,
  });
  if (status === 'deleted') {
    const back = () => openCommand('CreateRole', roleId);
    return [offer('bring back', `Bring back the role ${role}…`, back)];
  }
  const data = { userId: '', roleId };
  const grant = () => openDraft({ type: 'AssignRoleToUser', data }, { reason: '', notes: [] });
  return [
    offer('grant', `Grant ${role} to somebody…`, grant),
    offer('edit', `Edit the role ${role}…`, () => openCommand('UpdateRole', roleId)),
    offer('delete', `Delete the role ${role}…`, () => openCommand('DeleteRole', roleId)),
  ];
}
