/** The views of the rail, in its order. */
export const views = ['users', 'roles', 'events', 'commands', 'problems', 'log'] as const;

/** One of the views. */
export type View = (typeof views)[number];

/** What the inspector shows. */
export type Subject =
  | { readonly kind: 'user' | 'role' | 'command' | 'bulk'; readonly id: string }
  | { readonly kind: 'record'; readonly partition: number; readonly offset: number };

/** Where the person is: all of it stands in the address, so that back and forward walk it. */
export type Address = {
  readonly view: View;
  /** The position of the playhead, as it was said: `head`, a time, `p3:1202`, a token. */
  readonly at: string;
  readonly subject: Subject | null;
  /** The user whose lane the timeline shows. */
  readonly followed: string | null;
  /** What the view is filtered by: names of its own, and their values. */
  readonly filters: { readonly [name: string]: string };
};

const reserved = new Set(['at', 'on', 'follow']);
const place = /^p(?<partition>\d{1,6}):(?<offset>\d{1,16})$/;

/** Reads the fragment of an address, `#/users?at=p3:1202&on=user/u-1`; what it does not know it leaves out. */
export function parseAddress(fragment: string): Address {
  const [path = '', query = ''] = fragment.replace(/^#?\/?/, '').split('?', 2);
  const said = new URLSearchParams(query);
  return {
    view: views.find((view) => view === path) ?? 'users',
    at: said.get('at') || 'head',
    subject: parseSubject(said.get('on') ?? ''),
    followed: said.get('follow') || null,
    filters: Object.fromEntries([...said].filter(([name]) => !reserved.has(name))),
  };
}

/** Writes the fragment `parseAddress` reads; what is as at the start is left out. */
export function formatAddress(address: Address): string {
  const said = new URLSearchParams();
  if (address.at !== 'head') said.set('at', address.at);
  if (address.subject) said.set('on', formatSubject(address.subject));
  if (address.followed) said.set('follow', address.followed);
  for (const [name, value] of Object.entries(address.filters)) {
    if (value !== '' && !reserved.has(name)) said.set(name, value);
  }
  // Colons and slashes are allowed in a fragment and far easier to read bare.
  const query = said.toString().replaceAll('%3A', ':').replaceAll('%2F', '/');
  return `#/${address.view}${query === '' ? '' : `?${query}`}`;
}

function parseSubject(text: string): Subject | null {
  const slash = text.indexOf('/');
  if (slash < 0) return null;
  const kind = text.slice(0, slash);
  const id = text.slice(slash + 1);
  if (kind === 'record') return parseRecord(id);
  if (id === '') return null;
  return kind === 'user' || kind === 'role' || kind === 'command' || kind === 'bulk'
    ? { kind, id }
    : null;
}

function parseRecord(text: string): Subject | null {
  const found = place.exec(text)?.groups;
  if (!found) return null;
  return {
    kind: 'record',
    partition: Number(found['partition']),
    offset: Number(found['offset']),
  };
}

function formatSubject(subject: Subject): string {
  return subject.kind === 'record'
    ? `record/p${subject.partition}:${subject.offset}`
    : `${subject.kind}/${subject.id}`;
}
