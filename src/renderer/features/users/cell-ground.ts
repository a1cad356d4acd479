import type { RolesHere } from '../../domain-ui/use-roles-here.ts';
import type { CurrentChange } from './current-change.ts';

/** What cells need beside their row. */
export type CellGround = {
  readonly roles: RolesHere;
  /** What the event under the playhead changed; null where it concerns no user. */
  readonly change: CurrentChange | null;
  /** Room for the columns, px. */
  readonly width: number;
  /** The moment of the playhead, ms since 1970: times of its year are written without a year. */
  readonly moment: number | null;
};
