import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { orders } from '../../../rpc/clients.ts';
import { readStoredForm, type StoredForm } from './stored-form.ts';
import type { KeptDraft } from './use-kept-draft.ts';

/** A kept form and when it was kept, ISO 8601. */
export type Restored = { readonly stored: StoredForm; readonly savedAt: string };

/**
 * The form to go on with: null for none, undefined until it is known. What was begun from another
 * draft is left alone; what was sent and took effect after the window closed is done, and forgotten.
 */
export function useRestored(kept: KeptDraft | null, seed: string): Restored | null | undefined {
  const read = kept?.found ? readStoredForm(kept.found.form) : null;
  const stored = read?.seed === seed ? read : null;
  const commandId = stored?.sentAs ?? null;
  const { data, error } = useQuery({
    ...orders.commands.get.queryOptions({ input: commandId === null ? skipToken : { commandId } }),
    placeholderData: undefined,
  });
  const isDone = commandId !== null && data !== undefined && data.appended.length > 0;
  const keeper = kept?.keeper;
  useEffect(() => {
    if (isDone) keeper?.drop();
  }, [isDone, keeper]);
  if (kept === null) return undefined;
  if (stored === null || !kept.found || isDone) return null;
  if (commandId !== null && data === undefined && !error) return undefined;
  return { stored, savedAt: kept.found.savedAt };
}
