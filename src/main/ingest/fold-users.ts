import type { AnomalyCode } from '../../shared/domain/anomaly.ts';
import { eventTypes, type FoldedUserEvent } from '../../shared/domain/events.ts';
import { evolveUser, misfitOfRole } from '../../shared/domain/evolve-user.ts';
import type { UserState } from '../../shared/domain/user-state.ts';
import { lastPlace } from '../store/place.ts';
import { subjectKind } from '../store/record-codes.ts';
import { addTouch, noTouches, withTouches } from '../store/touches.ts';
import type { AssignmentRow, PlannedBatch } from '../store/write/planned-batch.ts';
import type { StoredStates } from '../store/write/stored-states.ts';
import type { Folded, FoldPoint } from './fold-point.ts';
import {
  type DictionaryEntry,
  mayBeStored,
  type SubjectDictionary,
  settle,
} from './subject-dictionary.ts';
import type { HeldRole, UserChain } from './user-chain.ts';
import { UserChains } from './user-chains.ts';

/** An event that changed a user: what it made of whom, and where. */
type Change = {
  readonly before: UserState | null;
  readonly state: UserState;
  readonly event: FoldedUserEvent;
  readonly point: FoldPoint;
};

const asItShould: Folded = { anomalies: [], isExpected: false };

/** Folds user events into the rows of the temporal tables. */
export class UserFold {
  readonly #states: StoredStates;
  readonly #dictionary: SubjectDictionary;
  readonly #chains = new UserChains();
  #touched: UserChain[] = [];
  #lastRevision: number;

  constructor(states: StoredStates, dictionary: SubjectDictionary) {
    this.#states = states;
    this.#lastRevision = states.lastRevision();
    this.#dictionary = dictionary;
  }

  fold(event: FoldedUserEvent, entry: DictionaryEntry, point: FoldPoint): Folded {
    const chain = this.#chain(entry, event.data.userId, point.partition);
    const touched = isSeen(chain) ? this.#touchBy(chain, event, point) : null;
    if (touched) return touched;
    const before = stateOf(chain);
    const { state, anomalies } = evolveUser(before, event, point.time);
    if (before === null) settle(entry, point.partition, point.batch);
    if (state !== before) this.#write(chain, { before, state, event, point });
    return { anomalies, isExpected: isExpected(before, anomalies, point) };
  }

  /**
   * What `evolveUser` makes of the events of a user who is there that only count, told from the list
   * of what is held: most events are such, and none of them needs a state of its own. Null for
   * other events.
   */
  #touchBy(chain: UserChain, event: FoldedUserEvent, point: FoldPoint): Folded | null {
    if (event.type === 'RoleAssignedToUserEvent' || event.type === 'RoleUnassignedFromUserEvent') {
      const { roleId } = event.data;
      const held = chain.held.find((each) => each.roleId === roleId);
      const misfit = misfitOfRole(event.type, held !== undefined);
      if (misfit)
        return { anomalies: [misfit], isExpected: isExpected(chain.state, [misfit], point) };
      if (held) takeRole(chain, held, point);
      else this.#give(chain, roleId, point);
    } else if (event.type !== 'UserLoggedInEvent') return null;
    chain.touches ??= noTouches();
    addTouch(chain.touches, eventTypes.indexOf(event.type), point.time);
    this.#touch(chain, point);
    return asItShould;
  }

  /** The batch goes to the store, with how everybody is whom it changed: its rows are no longer ours. */
  handOver({ userHeads }: PlannedBatch): void {
    for (const chain of this.#touched) {
      const { user, partition, revision, place, touches } = chain;
      const { loginCount, lastLoginAt, updatedAt, version } = chain.state as UserState;
      const before = { loginCount, lastLoginAt, updatedAt, version };
      const counts = touches ? withTouches(before, touches) : before;
      userHeads.push({ user, partition, revision, place, counts });
      chain.isTouched = false;
      for (const held of chain.held) held.row = null;
    }
    this.#touched = [];
  }

  /** After a commit. */
  trim(): void {
    this.#chains.trim();
  }

  #chain(entry: DictionaryEntry, userId: string, partition: number): UserChain {
    const known = this.#chains.get(entry, partition);
    if (known) return known;
    const stored = mayBeStored(entry, partition)
      ? this.#states.user(entry.number, userId, lastPlace(partition))
      : null;
    const held = [...(stored?.held ?? [])].map(([roleId, role]) => ({
      roleId,
      ...role,
      row: null,
    }));
    const chain: UserChain = {
      user: entry.number,
      partition,
      state: stored?.state ?? null,
      touches: null,
      place: 0,
      revision: stored?.revision ?? 0,
      isTouched: false,
      held,
      turn: 0,
    };
    this.#chains.set(entry, partition, chain);
    return chain;
  }

  #write(chain: UserChain, { before, state, event, point }: Change): void {
    const { batch, place } = point;
    chain.revision = ++this.#lastRevision;
    batch.userRevisions.push({ revision: chain.revision, user: chain.user, place, state });
    this.#touch(chain, point);
    if (state.roles !== (before?.roles ?? null)) this.#assign(chain, event, point);
    chain.state = state;
    chain.touches = null;
  }

  /** Of all that changed a user only the last counts: one row a batch. */
  #touch(chain: UserChain, { place }: FoldPoint): void {
    chain.place = place;
    if (chain.isTouched) return;
    chain.isTouched = true;
    this.#touched.push(chain);
  }

  /** What an event that made a revision did to the roles held: the first of a user may give one, a deletion takes all. */
  #assign(chain: UserChain, event: FoldedUserEvent, point: FoldPoint): void {
    if (event.type === 'RoleAssignedToUserEvent') this.#give(chain, event.data.roleId, point);
    else for (const held of chain.held) takeRole(chain, held, point);
  }

  #give(chain: UserChain, roleId: string, { batch, place }: FoldPoint): void {
    const role = this.#dictionary.entry(subjectKind.role, roleId, batch).number;
    const row: AssignmentRow = { user: chain.user, role, place, until: null };
    chain.held.push({ roleId, role, place, row });
    batch.assignments.push(row);
  }
}

function takeRole(chain: UserChain, held: HeldRole, point: FoldPoint): void {
  endAssignment(held, chain.user, point);
  chain.held = chain.held.filter((each) => each !== held);
}

function endAssignment(held: HeldRole, user: number, { batch, place }: FoldPoint): void {
  if (held.row) held.row.until = place;
  else {
    batch.assignmentEnds.push({ user, role: held.role, place: held.place, until: place });
  }
}

/** A user as it is, sign-ins and changes of roles included; which roles are held only `held` says. */
function stateOf({ state, touches }: UserChain): UserState | null {
  return state && touches ? withTouches(state, touches) : state;
}

/** True where a sign-in fits, and only counts; so does a change of roles. */
function isSeen({ state }: UserChain): boolean {
  return state !== null && state.status !== 'deleted';
}

/** Where the log was not read from its beginning, a creation or an assignment may lie before it. */
function isExpected(
  before: UserState | null,
  anomalies: readonly AnomalyCode[],
  { isTruncated }: FoldPoint,
): boolean {
  if (!isTruncated || (before !== null && before.status !== 'unknown')) return false;
  return anomalies.every((code) => code === 'never_created' || code === 'not_held');
}
