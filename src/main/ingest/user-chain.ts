import type { UserState } from '../../shared/domain/user-state.ts';
import type { AssignmentRow, UserHeadRow } from '../store/write/planned-batch.ts';

/** A user's intervals in one partition: those still open, and the rows of them this batch began. */
export type UserChain = {
  state: UserState | null;
  /** The number of the last revision; 0 for none. */
  revision: number;
  /** Where the batch under way says how the user is at its end; null where it does not. */
  head: UserHeadRow | null;
  readonly held: Map<string, HeldRole>;
  /** The turn in which it was last asked for. */
  turn: number;
};

/** A role held since a place; its row where this batch began it. */
export type HeldRole = { readonly role: number; readonly place: number; row: AssignmentRow | null };
