import type { Settings } from '../../../../shared/contract/workspace.ts';
import type { CommandSheet as Sheet } from '../../../domain-ui/sheet-store.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import type { SheetSubject } from './form-draft.ts';
import type { Restored } from './use-restored.ts';
import type { SheetBasis } from './use-sheet-basis.ts';

/** What a sheet begins with. */
export type SheetStart = {
  /** The cut it was opened at. */
  readonly opened: string;
  readonly subject: SheetSubject;
  /** The form kept from before; null for none. */
  readonly restored: Restored | null;
  /** The draft it was opened with, as JSON; empty for none. */
  readonly seed: string;
  readonly keeper: DraftKeeper;
};

/** Why something is done, as it is typed. */
export type Said = { readonly reason: string; readonly ticket: string };

/** All a sheet works with. */
export type SheetBodyProps = {
  readonly sheet: Sheet;
  readonly start: SheetStart & { readonly isFailing: boolean };
  readonly basis: SheetBasis;
  readonly settings: Settings;
  readonly restored: Restored | null;
  /** Reason and ticket to begin with. */
  readonly said: Said;
  /** Begins another one, with the reason and the ticket of this one. */
  readonly onAnother: (said: Said) => void;
};
