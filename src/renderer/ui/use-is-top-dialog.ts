import { useEffect, useId } from 'react';
import { create } from 'zustand';

const useOpenDialogs = create<{ readonly ids: readonly string[] }>(() => ({ ids: [] }));

/** True for the dialog that was opened last: where one lies over another, Esc closes only that one. */
export function useIsTopDialog(): boolean {
  const id = useId();
  useEffect(() => {
    useOpenDialogs.setState(({ ids }) => ({ ids: [...ids, id] }));
    return () =>
      useOpenDialogs.setState(({ ids }) => ({ ids: ids.filter((other) => other !== id) }));
  }, [id]);
  return useOpenDialogs(({ ids }) => ids.at(-1) === id);
}
