import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { orders, ordersClient } from '../../../rpc/clients.ts';
import { createDraftKeeper, type DraftDoor, type DraftKeeper } from './draft-keeper.ts';

/** What a key holds: null where nothing is kept, and what keeps it from now on. */
export type KeptDraft = {
  readonly found: { readonly form: string; readonly savedAt: string } | null;
  readonly keeper: DraftKeeper;
  /** True while what is typed could not be kept. */
  readonly isFailing: boolean;
};

const door: DraftDoor = {
  save: (draft) => ordersClient.drafts.save(draft),
  drop: (draft) => ordersClient.drafts.drop(draft),
  later: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

/** The draft kept under a key, null until the writer has told. What was typed last is kept when the sheet or the window closes. */
export function useKeptDraft(key: string): KeptDraft | null {
  const { data, error, isFetchedAfterMount } = useQuery({
    ...orders.drafts.list.queryOptions({ input: {} }),
    refetchOnMount: 'always',
    gcTime: 0,
    placeholderData: undefined,
  });
  const [isFailing, setFailing] = useState(false);
  const [keeper] = useState(() => createDraftKeeper(door, key, setFailing));
  useEffect(() => {
    window.addEventListener('pagehide', keeper.flush);
    return () => {
      window.removeEventListener('pagehide', keeper.flush);
      keeper.flush();
    };
  }, [keeper]);
  if (!isFetchedAfterMount) return null;
  const found = error ? null : (data?.drafts.find((draft) => draft.key === key) ?? null);
  return { found, keeper, isFailing };
}
