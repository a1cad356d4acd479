import type { UserFields } from './events.ts';

/** What a subject is: `unknown` where events were seen, but never its creation. */
export type SubjectStatus = 'active' | 'deleted' | 'unknown';

type Nullable<Fields> = { readonly [Name in keyof Fields]: Fields[Name] | null };

/** A user at a cut. Times in ms since 1970, null where there is none. */
export type UserState = Nullable<UserFields> & {
  readonly userId: string;
  readonly status: SubjectStatus;
  /** Role ids held, by code point. */
  readonly roles: readonly string[];
  readonly loginCount: number;
  readonly lastLoginAt: number | null;
  /** Time of the creation that began the present life; null while unknown. */
  readonly createdAt: number | null;
  /** Time of the last event counted in `version`. */
  readonly updatedAt: number | null;
  /** Null unless deleted. */
  readonly deletedAt: number | null;
  /** Folded events that changed anything shown; never resets. */
  readonly version: number;
};

/** A user of whom nothing is known yet. */
export function unseenUser(userId: string): UserState {
  return {
    userId,
    username: null,
    email: null,
    displayName: null,
    attributes: null,
    status: 'unknown',
    roles: [],
    loginCount: 0,
    lastLoginAt: null,
    createdAt: null,
    updatedAt: null,
    deletedAt: null,
    version: 0,
  };
}
