import { create } from 'zustand';
import type { BulkChange } from '../../shared/contract/bulks.ts';
import type { CommandDraft } from '../../shared/contract/command-bodies.ts';
import type { CommandType } from '../../shared/domain/commands.ts';

/** A role change somebody began: whose roles, and the role picked at the start, if any. */
export type RoleChangeSheet = {
  readonly kind: 'roles';
  readonly userId: string;
  readonly roleId: string | null;
};

/** One command somebody began: a type and its subject, or a whole draft, with what is known of why. */
export type CommandSheet = {
  readonly kind: 'command';
  readonly type: CommandType;
  /** The user or role it is about; null where the person is still to choose or name one. */
  readonly subjectId: string | null;
  /** What the form begins with; null for the subject's present fields, or an empty form. */
  readonly draft: CommandDraft | null;
  readonly reason: string;
  /** What the person should know of the draft, as sentences: what an undo does not take back. */
  readonly notes: readonly string[];
};

/** One change for many users somebody began; null where the change is still to be chosen. */
export type BulkSheet = {
  readonly kind: 'bulk';
  readonly change: BulkChange | null;
  readonly userIds: readonly string[];
  readonly reason: string;
  /** Called once it was started from this sheet. */
  readonly onStarted: () => void;
};

/** The open sheet; null for none. */
export const useSheet = create<{
  readonly sheet: RoleChangeSheet | CommandSheet | BulkSheet | null;
}>(() => ({ sheet: null }));

/** Opens the sheet that changes a user's roles; a role named is picked already. */
export function openRoleChange(userId: string, roleId: string | null = null): void {
  useSheet.setState({ sheet: { kind: 'roles', userId, roleId } });
}

/** Opens the sheet of one command, about a user or a role where one is named. */
export function openCommand(type: CommandType, subjectId: string | null = null): void {
  const sheet = { kind: 'command', type, subjectId, draft: null, reason: '', notes: [] } as const;
  useSheet.setState({ sheet });
}

/** Opens the sheet of one command with a draft to begin with. */
export function openDraft(
  draft: CommandDraft,
  { reason, notes }: { readonly reason: string; readonly notes: readonly string[] },
): void {
  const subjectId = 'userId' in draft.data ? draft.data.userId : draft.data.roleId;
  useSheet.setState({
    sheet: { kind: 'command', type: draft.type, subjectId, draft, reason, notes },
  });
}

/** Opens the sheet that changes many users at once. */
export function openBulk(
  userIds: readonly string[],
  {
    change,
    reason,
    onStarted = () => {},
  }: Pick<BulkSheet, 'change' | 'reason'> & Partial<Pick<BulkSheet, 'onStarted'>>,
): void {
  useSheet.setState({ sheet: { kind: 'bulk', change, userIds, reason, onStarted } });
}

/** Closes the sheet; what was issued goes on by itself. */
export function closeSheet(): void {
  useSheet.setState({ sheet: null });
}
