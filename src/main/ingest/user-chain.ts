import type { UserState } from '../../shared/domain/user-state.ts';
import type { Touches } from '../store/touches.ts';
import type { AssignmentRow } from '../store/write/planned-batch.ts';

/** A user's intervals in one partition: those still open, and the rows of them this batch began. */
export type UserChain = {
  readonly user: number;
  readonly partition: number;
  /** Without what is counted in `touches`, and not always with the roles held, which `held` says. */
  state: UserState | null;
  touches: Touches | null;
  /** The last place that changed anything. */
  place: number;
  /** The number of the last revision; 0 for none. */
  revision: number;
  /** True where the batch under way changed it, and must say how the user is at its end. */
  isTouched: boolean;
  /** A list: few roles are held at once, and an empty Map takes 200 bytes. */
  held: HeldRole[];
  /** The turn in which it was last asked for. */
  turn: number;
};

/** A role held since a place; its row where this batch began it. */
export type HeldRole = {
  readonly roleId: string;
  readonly role: number;
  readonly place: number;
  row: AssignmentRow | null;
};
