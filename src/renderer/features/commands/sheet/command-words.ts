import type { CommandDraft } from '../../../../shared/contract/command-bodies.ts';
import { assertNever } from '../../../../shared/kit/assert-never.ts';
import type { CommandSheet } from '../../../domain-ui/sheet-store.ts';
import { countOf } from '../../../ui/format-count.ts';
import type { RuleLine } from './rule-lines.ts';

/** How the sheet calls the subjects; empty where none is named yet. */
export type SheetNames = { readonly person: string; readonly role: string };

/** What the sheet of a command is called. */
export function sheetTitle(
  { type, subjectId }: Pick<CommandSheet, 'type' | 'subjectId'>,
  { person, role }: SheetNames,
): string {
  switch (type) {
    case 'CreateUser':
      return subjectId ? `Bring back ${person}` : 'New user';
    case 'UpdateUser':
      return `Edit ${person}`;
    case 'DeleteUser':
      return `Delete the user ${person}`;
    case 'AssignRoleToUser':
      return `Grant ${role || 'a role'} to ${person || 'somebody'}`;
    case 'UnassignRoleFromUser':
      return `Take ${role || 'a role'} away from ${person || 'somebody'}`;
    case 'CreateRole':
      return subjectId ? `Bring back the role ${role}` : 'New role';
    case 'UpdateRole':
      return `Edit the role ${role}`;
    case 'DeleteRole':
      return `Delete the role ${role}`;
    default:
      return assertNever(type);
  }
}

/** The act as the button that does it says it; `losing` counts who loses the role. */
export function actWords(
  draft: CommandDraft,
  { person, role }: SheetNames,
  { isBack, losing }: { readonly isBack: boolean; readonly losing: number },
): string {
  switch (draft.type) {
    case 'CreateUser':
      return `${isBack ? 'Bring back' : 'Create'} ${draft.data.username || 'the user'}`;
    case 'UpdateUser':
    case 'UpdateRole':
      return changeWords(
        Object.keys(draft.data.changes),
        draft.type === 'UpdateUser' ? person : role,
      );
    case 'DeleteUser':
      return `Delete ${person}`;
    case 'AssignRoleToUser':
      return `Grant ${role || 'the role'}${person && ` to ${person}`}`;
    case 'UnassignRoleFromUser':
      return `Take ${role || 'the role'} away${person && ` from ${person}`}`;
    case 'CreateRole':
      return `${isBack ? 'Bring back' : 'Create'} role ${draft.data.name || ''}`.trim();
    case 'DeleteRole':
      return `Delete role ${role}${losing > 0 ? ` from ${countOf(losing, 'holder')}` : ''}`;
    default:
      return assertNever(draft);
  }
}

/** Why nothing can be confirmed yet: the first rule broken, else what is still to be filled in; null where nothing stands against it. */
export function blockedBy(lines: readonly RuleLine[]): string | null {
  const broken = lines.find(({ state }) => state === 'broken');
  if (broken) return broken.why;
  const todo = lines.filter(({ state }) => state === 'todo');
  const fields = todo
    .map(({ field }) => fieldWords[field ?? ''])
    .filter((word) => word !== undefined);
  if (fields.length > 0) return `Still needed: ${fields.join(', ')}.`;
  return todo[0]?.why ?? null;
}

const fieldWords: { readonly [field: string]: string | undefined } = {
  username: 'username',
  email: 'e-mail',
  userId: 'user',
  roleId: 'role',
  name: 'name',
  reason: 'reason',
  ticket: 'ticket',
};

const changedWords: { readonly [field: string]: string } = {
  username: 'username',
  email: 'e-mail',
  displayName: 'display name',
  attributes: 'attributes',
  name: 'name',
  description: 'description',
  permissions: 'permissions',
};

function changeWords([first, ...others]: readonly string[], of: string): string {
  if (first === undefined) return `Change ${of}`;
  if (others.length > 0) return `Change ${others.length + 1} fields of ${of}`;
  return `Change ${changedWords[first] ?? first} of ${of}`;
}
