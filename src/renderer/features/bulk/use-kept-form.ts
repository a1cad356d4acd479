import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { orders, ordersClient } from '../../rpc/clients.ts';
import { bulkDraftKey, readDraft, writeDraft } from './bulk-draft.ts';
import { type BulkForm, isUntouched } from './bulk-form.ts';

const restMs = 400;

/** The draft of an earlier sheet or window; undefined until it is known, null where there is none. */
export function useEarlierForm(): BulkForm | null | undefined {
  const { data, error, isFetchedAfterMount } = useQuery({
    ...orders.drafts.list.queryOptions({ input: {} }),
    refetchOnMount: 'always',
    gcTime: 0,
  });
  // Where drafts cannot be read, a form can be written all the same.
  if (error) return null;
  if (!isFetchedAfterMount) return undefined;
  const draft = data?.drafts.find(({ key }) => key === bulkDraftKey);
  return draft ? readDraft(draft.form) : null;
}

/** A form that is kept while it is written, so that it outlives the sheet and the window. */
export function useKeptForm(first: BulkForm) {
  const [form, setForm] = useState(first);
  const [isKept, setIsKept] = useState(true);
  const unsaved = useRef<BulkForm | null>(null);
  const save = useCallback(() => {
    const now = unsaved.current;
    if (now === null) return;
    unsaved.current = null;
    keep(now).then(
      () => setIsKept(true),
      () => setIsKept(false),
    );
  }, []);
  useEffect(() => {
    if (form === first) return;
    unsaved.current = form;
    const timer = setTimeout(save, restMs);
    return () => clearTimeout(timer);
  }, [form, first, save]);
  // What was typed last is kept too when the sheet closes.
  useEffect(() => save, [save]);
  return {
    form,
    /** False where the form is too long to be kept, or could not be. */
    isKept,
    change: useCallback((to: Partial<BulkForm>) => setForm((before) => ({ ...before, ...to })), []),
    /** Forgets the draft: what it asked for was started. */
    drop: useCallback(() => {
      unsaved.current = null;
      void ordersClient.drafts.drop({ key: bulkDraftKey }).catch(() => undefined);
    }, []),
  };
}

async function keep(form: BulkForm): Promise<void> {
  if (isUntouched(form)) await ordersClient.drafts.drop({ key: bulkDraftKey });
  else await ordersClient.drafts.save({ key: bulkDraftKey, form: writeDraft(form) });
}
