import { create } from 'zustand';
import type { RoleChange } from './role-effect.ts';

/** What somebody began to change and did not send yet. */
export type Draft = {
  readonly changes: readonly RoleChange[];
  readonly reason: string;
  readonly ticket: string;
};

const empty: Draft = { changes: [], reason: '', ticket: '' };

const useDrafts = create<{ readonly [userId: string]: Draft }>(() => ({}));

/** The draft of a user's role changes; it outlives the sheet, so that closing it loses nothing. */
export function useDraft(userId: string): Draft {
  return useDrafts((drafts) => drafts[userId] ?? empty);
}

/** Changes a draft. */
export function draft(userId: string, to: Partial<Draft>): void {
  useDrafts.setState((drafts) => ({ [userId]: { ...(drafts[userId] ?? empty), ...to } }));
}

/** Takes a change that took effect out of its draft; with the last of them the draft is done. */
export function settle(userId: string, done: RoleChange): void {
  useDrafts.setState((drafts) => {
    const before = drafts[userId] ?? empty;
    const changes = before.changes.filter(({ roleId }) => roleId !== done.roleId);
    return { [userId]: changes.length === 0 ? empty : { ...before, changes } };
  });
}
