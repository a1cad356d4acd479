import { useState } from 'react';
import { usePlayhead } from '../../../state/playhead-store.ts';

/** The state somebody looks at while they fill in a sheet. */
export type SheetBasis = {
  /** The cut the form was filled from: head when the sheet was opened; in the past, where nothing can be issued, the playhead's. */
  readonly opened: string;
  /** The cut a command is based on: the same, until the person has seen what came since. */
  readonly token: string;
  /** When that cut was taken, ms since 1970. */
  readonly since: number;
  /** Takes head as it is now for the basis; what was filled in stays. */
  readonly renew: () => void;
};

/** Holds the cut at which a sheet is opened, however far head moves on. Going live holds it anew. */
export function useSheetBasis(): SheetBasis {
  const { token: now, live } = usePlayhead();
  const hold = () => ({ opened: now, token: now, since: Date.now(), live });
  const [held, setHeld] = useState(hold);
  if (live && !held.live) setHeld(hold());
  const renew = () => setHeld({ ...held, token: now, since: Date.now() });
  const { opened, token, since } = live ? held : hold();
  return { opened, token, since, renew };
}
