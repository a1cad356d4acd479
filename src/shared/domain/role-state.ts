import type { SubjectStatus } from './user-state.ts';

/** A role at a cut. Times in ms since 1970, null where there is none. */
export type RoleState = {
  readonly roleId: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly permissions: readonly string[];
  readonly status: SubjectStatus;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  readonly deletedAt: number | null;
  /** Folded events that changed anything shown; never resets. */
  readonly version: number;
};

/** A role of which nothing is known yet. */
export function unseenRole(roleId: string): RoleState {
  return {
    roleId,
    name: null,
    description: null,
    permissions: [],
    status: 'unknown',
    createdAt: null,
    updatedAt: null,
    deletedAt: null,
    version: 0,
  };
}
