import { skipToken, useQuery } from '@tanstack/react-query';
import type { CommandSheet } from '../../../domain-ui/sheet-store.ts';
import { questions } from '../../../rpc/clients.ts';
import { faultOf, type ShownFault } from '../../../rpc/fault-of.ts';
import type { SheetSubject } from './form-draft.ts';

type Found = {
  /** Null until it was read. */
  readonly subject: SheetSubject | null;
  /** Why there is none; null where there is, or none is needed. */
  readonly fault: ShownFault | null;
};

/** What a sheet is about at a cut: the user or the role whose fields it begins with. */
export function useSheetSubject({ type, subjectId }: CommandSheet, at: string): Found {
  const isAssignment = type === 'AssignRoleToUser' || type === 'UnassignRoleFromUser';
  const id = isAssignment ? null : subjectId;
  const isUser = type.endsWith('User');
  const user = useQuery({
    ...questions.users.get.queryOptions({
      input: id !== null && isUser ? { userId: id, at } : skipToken,
    }),
    placeholderData: undefined,
  });
  const role = useQuery({
    ...questions.roles.get.queryOptions({
      input: id !== null && !isUser ? { roleId: id, at } : skipToken,
    }),
    placeholderData: undefined,
  });
  if (id === null) return { subject: { user: null, role: null }, fault: null };
  const { data, error } = isUser ? user : role;
  // Whom nobody has seen can still be created.
  if (error && type.startsWith('Create'))
    return { subject: { user: null, role: null }, fault: null };
  if (error) return { subject: null, fault: faultOf(error) };
  const subject = { user: user.data?.user ?? null, role: role.data?.role ?? null };
  return { subject: data ? subject : null, fault: null };
}
