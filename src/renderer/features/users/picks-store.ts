import { create } from 'zustand';

/** The users picked in the table, by id; they stay picked while it is filtered and left. */
export const usePicks = create<{ readonly picked: ReadonlySet<string> }>(() => ({
  picked: new Set(),
}));

/** Picks exactly these users. */
export function pick(picked: ReadonlySet<string>): void {
  usePicks.setState({ picked });
}
