import { create } from 'zustand';

/** The dialogs of the shell. */
export type DialogName = 'search' | 'keys' | 'settings' | 'open';

/** Which dialog is open; null for none. */
export const useDialog = create<{ readonly open: DialogName | null }>(() => ({ open: null }));

/** Opens a dialog of the shell, or closes the open one with null. */
export function showDialog(open: DialogName | null): void {
  useDialog.setState({ open });
}
