import type { UserState } from '../../shared/domain/user-state.ts';
import type { AssignmentRow, UserRevisionRow, UserTouchRow } from '../store/write/planned-batch.ts';

/** A user's intervals in one partition: those still open, and the rows of them this batch began. */
export type UserChain = {
  state: UserState | null;
  place: number;
  /** The open revision where this batch writes it: its end is filled in there. */
  row: UserRevisionRow | null;
  /** What the batch under way wrote of it beside revisions. */
  touch: UserTouchRow | null;
  readonly held: Map<string, HeldRole>;
  /** True where rows of the batch under way hang on it. */
  isTouched: boolean;
  /** The turn in which it was last asked for. */
  turn: number;
};

/** A role held since a place; its row where this batch began it. */
export type HeldRole = { readonly role: number; readonly place: number; row: AssignmentRow | null };
