import { create } from 'zustand';
import { type Address, formatAddress, parseAddress, type Subject, type View } from './address.ts';

type Where = Address & {
  /** True while the playhead is being dragged or plays: the address follows when it rests. */
  readonly moving: boolean;
};

/** Where the person is. Read it with a selector; change it with the functions of this file. */
export const useWhere = create<Where>(() => ({ ...parseAddress(location.hash), moving: false }));

/** Keeps the store and the browser's back and forward together; call once. */
export function followAddressBar(): void {
  const read = () => useWhere.setState({ ...parseAddress(location.hash), moving: false });
  read();
  window.addEventListener('popstate', read);
  window.addEventListener('hashchange', read);
}

/** Moves the playhead to a position: a new step for back and forward. */
export function goTo(at: string): void {
  visit({ at });
}

/** Back to head. */
export function goLive(): void {
  visit({ at: 'head' });
}

/** Moves the playhead without leaving a step behind, until `rest` is called. */
export function moveTo(at: string): void {
  useWhere.setState({ at, moving: true });
}

/** The playhead came to rest: where it is now becomes one step for back and forward. */
export function rest(): void {
  if (useWhere.getState().moving) visit({});
}

/** Opens a view, with its filters where it should begin with some. */
export function openView(view: View, filters: Address['filters'] = {}): void {
  visit({ view, filters });
}

/** Opens something in the inspector, or closes the inspector with null. A user opened is followed. */
export function openSubject(subject: Subject | null): void {
  visit(subject?.kind === 'user' ? { subject, followed: subject.id } : { subject });
}

/** Follows a user on the timeline, or nobody with null. */
export function follow(userId: string | null): void {
  visit({ followed: userId });
}

/** Sets one filter of the view, or takes it away with null. Typing replaces the step before. */
export function setFilter(name: string, value: string | null): void {
  const { [name]: _before, ...others } = useWhere.getState().filters;
  const filters = value === null || value === '' ? others : { ...others, [name]: value };
  change({ filters });
  history.replaceState(null, '', formatAddress(useWhere.getState()));
}

/** The whole address of this window at another position: what "copy link" copies. */
export function linkAt(at: string): string {
  return new URL(formatAddress({ ...useWhere.getState(), at }), location.href).href;
}

function visit(to: Partial<Address>): void {
  const before = location.hash;
  change({ ...to, moving: false });
  const after = formatAddress(useWhere.getState());
  if (after !== before) history.pushState(null, '', after);
}

function change(to: Partial<Where>): void {
  useWhere.setState(to);
}
