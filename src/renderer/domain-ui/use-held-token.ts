import { useCallback, useState } from 'react';
import { usePlayhead } from '../state/playhead-store.ts';

/** The cut a long list asks at. */
type HeldToken = {
  readonly token: string;
  /** Keeps the list at its present cut while head moves on; in the past every cut stays anyway. */
  readonly hold: () => void;
  /** Follows head again; null where the list already shows the newest. */
  readonly release: (() => void) | null;
};

/** The playhead's token, which a list may hold on to at head so that new events do not shorten it while somebody reads further down. */
export function useHeldToken(): HeldToken {
  const { token: now, live } = usePlayhead();
  const [held, setHeld] = useState<string | null>(null);
  if (!live && held !== null) setHeld(null);
  const token = live && held !== null ? held : now;
  const hold = useCallback(() => {
    if (live) setHeld((before) => before ?? now);
  }, [live, now]);
  return { token, hold, release: token === now ? null : () => setHeld(null) };
}
