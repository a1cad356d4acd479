import type { CommandDraft } from '../../../shared/contract/command-bodies.ts';
import type { Receipt } from '../../../shared/contract/commands.ts';
import type { CommandNames } from '../../domain-ui/command-sentence.ts';

/** One fact of a command: a name, and its value as text. */
export type Fact = {
  readonly name: string;
  readonly text: string;
  /** An id or a piece of JSON: for a monospace face. */
  readonly isTechnical: boolean;
};

const words: { readonly [field: string]: string } = {
  username: 'Username',
  email: 'E-mail',
  displayName: 'Name',
  attributes: 'Attributes',
  name: 'Name',
  description: 'Description',
  permissions: 'Permissions',
};

/** What a command of any type asked for: its subjects, and each field it sets. */
export function askedFacts({ type, data }: CommandDraft, { person, role }: CommandNames): Fact[] {
  const subjects: Fact[] = [];
  if ('userId' in data) subjects.push(subject('User', data.userId, person));
  if ('roleId' in data) subjects.push(subject('Role', data.roleId, role));
  switch (type) {
    case 'CreateUser':
    case 'CreateRole':
      return [...subjects, ...fieldFacts(data)];
    case 'UpdateUser':
    case 'UpdateRole':
      return [...subjects, ...fieldFacts(data.changes)];
    case 'DeleteRole':
      return [...subjects, said('With its holders', data.withHolders ? 'yes' : 'no')];
    default:
      return subjects;
  }
}

const fenceWords: { readonly [Fence in NonNullable<Receipt['fence']>]: string } = {
  conditional: 'On condition: the log took it only because nothing had come since it was decided.',
  fenced:
    'Fenced: it held the turn to write from the decision to the append, and no other Playhead could write between.',
  unfenced:
    'Without a fence: this account may not hold the turn to write, so it was written, read back and checked.',
};

/** How the append was kept apart from others', in plain words; null where nothing was written. */
export function fenceSentence({
  fence,
  appended,
}: Pick<Receipt, 'fence' | 'appended'>): string | null {
  return appended.length === 0 ? null : fence && fenceWords[fence];
}

/** The workspace's own rules a command was decided by, as sentences; empty where there were none. */
export function houseSentences({ house }: Pick<Receipt, 'house'>): string[] {
  const { protectedRoles, ticketPattern } = house;
  const said: string[] = [];
  if (protectedRoles.length > 0) {
    said.push(`The last holder of ${protectedRoles.join(', ')} is kept.`);
  }
  if (ticketPattern !== null)
    said.push(`Every change names a ticket of the form ${ticketPattern}.`);
  return said;
}

function subject(name: string, id: string, called: string | null): Fact {
  const isNamed = called !== null && called !== id;
  return { name, text: isNamed ? `${called} (${id})` : id, isTechnical: !isNamed };
}

function fieldFacts(fields: object): Fact[] {
  return Object.entries(fields)
    .filter(([name, value]) => Object.hasOwn(words, name) && value !== undefined)
    .map(([name, value]) => ({
      name: words[name] ?? name,
      text: textOf(value),
      isTechnical: typeof value === 'object' && value !== null,
    }));
}

function said(name: string, text: string): Fact {
  return { name, text, isTechnical: false };
}

function textOf(value: unknown): string {
  if (value === null || value === '') return 'none';
  if (!Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  return value.length === 0 ? 'none' : value.join(', ');
}
