import type { UserAnswer } from '../../../shared/contract/users.ts';
import type { Settings } from '../../../shared/contract/workspace.ts';
import type { DraftKeeper } from './sheet/draft-keeper.ts';
import type { StoredRoleChanges } from './sheet/stored-form.ts';
import type { SheetBasis } from './sheet/use-sheet-basis.ts';

/** What the sheet begins with. */
export type RoleChangeStart = {
  readonly keeper: DraftKeeper;
  /** What was kept from before; null for nothing. */
  readonly restored: { readonly stored: StoredRoleChanges; readonly savedAt: string } | null;
};

/** All the sheet works with. */
export type RoleChangeFormProps = {
  readonly user: UserAnswer;
  readonly settings: Settings;
  readonly basis: SheetBasis;
  readonly start: RoleChangeStart;
  readonly isFailing: boolean;
  readonly firstPick: string | null;
};
