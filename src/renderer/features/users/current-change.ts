import { createContext, useContext } from 'react';
import type { Entry } from '../../../shared/contract/entries.ts';

/** What the event under the playhead changed of which user. */
export type CurrentChange = {
  readonly userId: string;
  /** Names of the fields that changed. */
  readonly fields: readonly string[];
  /** Roles that were added. */
  readonly added: readonly string[];
};

/** For the cells of the table: what the event under the playhead changed; null where it concerns no user. */
export const ChangeHere = createContext<CurrentChange | null>(null);

/** What the event under the playhead changed of a user; null for everybody else. */
export function useChangeOf(userId: string): CurrentChange | null {
  const change = useContext(ChangeHere);
  return change?.userId === userId ? change : null;
}

/** Reads from an entry what it changed of a user; null where it changed nothing of one. */
export function currentChange(entry: Entry | null): CurrentChange | null {
  if (!entry || entry.userId === null) return null;
  const fields = Object.keys(entry.changed);
  if (fields.length === 0) return null;
  const [before, after] = (entry.changed['roles'] ?? [[], []]).map(textsOf) as [string[], string[]];
  return {
    userId: entry.userId,
    fields,
    added: after.filter((roleId) => !before.includes(roleId)),
  };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
