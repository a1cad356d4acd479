import type Database from 'better-sqlite3';
import type { UserState } from '../../../shared/domain/user-state.ts';
import { compareCodePoints } from '../../../shared/kit/compare-code-points.ts';
import type { RecordRow } from '../layout/record-row.ts';
import { toPlace } from '../place.ts';
import { addTouch, isTouch, noTouches, type Touches, withTouches } from '../touches.ts';

/**
 * What the tables say of users, by where it begins: a proof goes along the log, which no index of the
 * model does. Gives what they say of a partition, ascending.
 */
export type UserChanges = (partition: number) => IterableIterator<UserChange>;

type UserChange = {
  readonly place: number;
  readonly user: number;
  readonly kind: (typeof changeKind)[keyof typeof changeKind];
  /** The number of the revision, or of the role. */
  readonly value: number;
};

// A role that is given again where it was taken is taken first.
const changeKind = { revision: 0, taken: 1, given: 2 } as const;

/** Orders them in one pass over the tables; the order stays with the connection, and is gone with it. */
export function orderUserChanges(db: Database.Database): UserChanges {
  db.exec(`DROP TABLE IF EXISTS temp.user_change;
    CREATE TEMP TABLE user_change AS
      SELECT place, ${changeKind.revision} AS kind, user, revision AS value FROM user_revision
      UNION ALL SELECT until, ${changeKind.taken}, user, role FROM assignment
        WHERE until IS NOT NULL
      UNION ALL SELECT place, ${changeKind.given}, user, role FROM assignment;
    CREATE INDEX temp.user_change_by_place ON user_change (place, kind, user, value)`);
  const some = db.prepare<number[], UserChange>(`SELECT place, user, kind, value
    FROM temp.user_change WHERE place >= ? AND place < ? ORDER BY place, kind, user, value`);
  return (partition) => some.iterate(toPlace(partition, 0), toPlace(partition + 1, 0));
}

/** The state a revision says, without roles; null where there is no such revision. */
type StateOf = (revision: number, userId: string) => UserState | null;

/** How the tables keep a user: the last revision with its state once that was asked for, the touches since, the roles held. */
type Kept = {
  revision: number;
  state: UserState | null;
  touches: Touches;
  readonly roles: number[];
};

/** How the tables keep the users of a partition at a place that goes along the log. */
export class KeptUsers {
  readonly #changes: IterableIterator<UserChange>;
  readonly #stateOf: StateOf;
  readonly #users = new Map<number, Kept>();
  #next: UserChange | null = null;
  #strays = 0;

  constructor(changes: IterableIterator<UserChange>, stateOf: StateOf) {
    this.#changes = changes;
    this.#stateOf = stateOf;
    this.#step();
  }

  /** What the tables say to begin where no event of its user stands, as far as they were gone through. */
  get strays(): number {
    return this.#strays;
  }

  /** Goes on to the place of an event (inclusive), and counts the event where it only counts. */
  reach({ place, class: code, type, anomalies, user, time }: RecordRow): void {
    let isRevision = false;
    for (; this.#next && this.#next.place <= place; this.#step()) {
      const isOfEvent = this.#next.place === place && this.#next.user === user;
      if (!isOfEvent) this.#strays++;
      isRevision ||= isOfEvent && this.#next.kind === changeKind.revision;
      this.#take(this.#next);
    }
    if (isRevision || user === null || !isTouch(code, type ?? -1, anomalies)) return;
    const kept = this.#users.get(user);
    if (kept) addTouch(kept.touches, type ?? -1, time);
  }

  /** Goes on to the end of the partition. */
  finish(): void {
    for (; this.#next; this.#step()) this.#strays++;
  }

  /** Lets go of the tables. */
  close(): void {
    this.#changes.return?.();
  }

  /** A user as it is kept there; null for one the tables do not know there. */
  state(user: number, userId: string, roleId: (role: number) => string): UserState | null {
    const kept = this.#users.get(user);
    if (!kept) return null;
    kept.state ??= this.#stateOf(kept.revision, userId);
    if (!kept.state) return null;
    const roles = kept.roles.map(roleId).sort(compareCodePoints);
    return { ...withTouches(kept.state, kept.touches), roles };
  }

  #step(): void {
    const { done, value } = this.#changes.next();
    this.#next = done ? null : value;
  }

  #take({ kind, user, value }: UserChange): void {
    let kept = this.#users.get(user);
    if (!kept) {
      kept = { revision: 0, state: null, touches: noTouches(), roles: [] };
      this.#users.set(user, kept);
    }
    switch (kind) {
      case changeKind.revision:
        kept.revision = value;
        kept.state = null;
        kept.touches = noTouches();
        return;
      case changeKind.given:
        kept.roles.push(value);
        return;
      case changeKind.taken: {
        const at = kept.roles.indexOf(value);
        if (at >= 0) kept.roles.splice(at, 1);
      }
    }
  }
}
