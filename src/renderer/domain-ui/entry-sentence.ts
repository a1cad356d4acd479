import type { Entry } from '../../shared/contract/entries.ts';
import type { EventType } from '../../shared/domain/events.ts';
import { assertNever } from '../../shared/kit/assert-never.ts';

/** Says a role's id as people say it. */
export type RoleName = (roleId: string) => string;

const fieldWords: { readonly [field: string]: string } = {
  username: 'username',
  email: 'e-mail',
  displayName: 'display name',
  attributes: 'attributes',
  name: 'name',
  description: 'description',
  permissions: 'permissions',
};

/** What an event did, in a person's words and without who did it: "administrator granted". */
export function entrySentence(entry: Entry, roleName: RoleName): string {
  return entry.type === null
    ? 'Record did not decode'
    : sentenceOf({ ...entry, type: entry.type }, roleName);
}

/** The same with who did it, where that was somebody else: "administrator granted by r.silva". */
export function entrySentenceBy(entry: Entry, roleName: RoleName): string {
  const sentence = entrySentence(entry, roleName);
  const isOwnDoing = entry.actor === entry.userId || entry.type === 'UserLoggedInEvent';
  return entry.actor === null || isOwnDoing ? sentence : `${sentence} by ${entry.actor}`;
}

/** What an event did to its role, in the history of that very role, which needs no name there. */
export function ownSentence(entry: Entry): string {
  const sentences: { readonly [type: string]: string } = {
    RoleCreatedEvent: 'Created',
    RoleUpdatedEvent: `${capital(fieldsOf(entry) ?? 'nothing')} changed`,
    RoleDeletedEvent: 'Deleted',
  };
  return sentences[entry.type ?? ''] ?? entrySentence(entry, () => 'it');
}

function sentenceOf(entry: Entry & { readonly type: EventType }, roleName: RoleName): string {
  const role = entry.roleId === null ? 'a role' : roleName(entry.roleId);
  switch (entry.type) {
    case 'UserCreatedEvent':
      return 'Account created';
    case 'UserUpdatedEvent':
      return `${capital(fieldsOf(entry) ?? 'nothing')} changed`;
    case 'UserDeletedEvent':
      return 'Account deleted';
    case 'UserLoggedInEvent':
      return 'Signed in';
    case 'RoleAssignedToUserEvent':
      return `${role} granted`;
    case 'RoleUnassignedFromUserEvent':
      return `${role} taken away`;
    case 'RoleCreatedEvent':
      return `Role ${role} created`;
    case 'RoleUpdatedEvent':
      return `${capital(fieldsOf(entry) ?? 'nothing')} of ${role} changed`;
    case 'RoleDeletedEvent':
      return `Role ${role} deleted`;
    default:
      return assertNever(entry.type);
  }
}

function fieldsOf({ changed }: Entry): string | null {
  const words = Object.keys(fieldWords)
    .filter((field) => Object.hasOwn(changed, field))
    .map((field) => fieldWords[field]);
  if (words.length === 0) return null;
  const last = words.pop();
  return words.length === 0 ? `${last}` : `${words.join(', ')} and ${last}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
