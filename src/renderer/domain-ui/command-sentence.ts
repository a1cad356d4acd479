import type { CommandDraft } from '../../shared/contract/command-bodies.ts';
import { assertNever } from '../../shared/kit/assert-never.ts';
import { useRolesHere } from './use-roles-here.ts';
import { useUserName } from './user-name.tsx';

/** How ids are said; null where a command is about no such subject. */
export type CommandNames = { readonly person: string | null; readonly role: string | null };

/** Says a command as an imperative: "Grant administrator to j.dvorak". */
export function commandSentence(body: CommandDraft, { person, role }: CommandNames): string {
  switch (body.type) {
    case 'CreateUser':
      return `Create the user ${body.data.username || (person ?? body.data.userId)}`;
    case 'UpdateUser':
      return `Change ${wordsOf(body.data.changes, userFieldWords)} of ${person}`;
    case 'DeleteUser':
      return `Delete the user ${person}`;
    case 'AssignRoleToUser':
      return `Grant ${role} to ${person}`;
    case 'UnassignRoleFromUser':
      return `Take ${role} away from ${person}`;
    case 'CreateRole':
      return `Create the role ${body.data.name || (role ?? body.data.roleId)}`;
    case 'UpdateRole':
      return `Change ${wordsOf(body.data.changes, roleFieldWords)} of the role ${role}`;
    case 'DeleteRole':
      return `Delete the role ${role}${body.data.withHolders ? ' with its holders' : ''}`;
    default:
      return assertNever(body);
  }
}

/** How the subjects of a command are called at the playhead. */
export function useCommandNames({ data }: CommandDraft): CommandNames {
  const { nameOf } = useRolesHere();
  const userId = 'userId' in data ? data.userId : null;
  const person = useUserName(userId ?? '');
  const role = 'roleId' in data ? nameOf(data.roleId) : null;
  return { person: userId === null ? null : person, role };
}

const userFieldWords = {
  username: 'the username',
  email: 'the e-mail',
  displayName: 'the name',
  attributes: 'the attributes',
};
const roleFieldWords = {
  name: 'the name',
  description: 'the description',
  permissions: 'the permissions',
};

function wordsOf(changes: object, words: { readonly [name: string]: string }): string {
  const said = Object.keys(changes).map((name) => words[name] ?? name);
  return said.length === 0 ? 'nothing' : said.join(' and ');
}
