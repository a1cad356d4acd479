import type { RolesHere } from '../../domain-ui/use-roles-here.ts';

/** What cells need beside their row. */
export type CellGround = {
  readonly roles: RolesHere;
  /** Room for the columns, px. */
  readonly width: number;
  /** The year (UTC) of the playhead, whose times are written without a year. */
  readonly year: number | null;
};
