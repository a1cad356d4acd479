import { create } from 'zustand';

/** A role change somebody began: whose roles, and the role picked at the start, if any. */
export type RoleChangeSheet = { readonly userId: string; readonly roleId: string | null };

/** The open sheet; null for none. */
export const useSheet = create<{ readonly sheet: RoleChangeSheet | null }>(() => ({ sheet: null }));

/** Opens the sheet that changes a user's roles; a role named is picked already. */
export function openRoleChange(userId: string, roleId: string | null = null): void {
  useSheet.setState({ sheet: { userId, roleId } });
}

/** Closes the sheet; what was issued goes on by itself. */
export function closeSheet(): void {
  useSheet.setState({ sheet: null });
}
