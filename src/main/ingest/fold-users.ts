import type { AnomalyCode } from '../../shared/domain/anomaly.ts';
import type { FoldedUserEvent } from '../../shared/domain/events.ts';
import { evolveUser } from '../../shared/domain/evolve-user.ts';
import type { UserState } from '../../shared/domain/user-state.ts';
import { lastPlace } from '../store/place.ts';
import { subjectKind } from '../store/record-codes.ts';
import type { AssignmentRow, UserRevisionRow } from '../store/write/planned-batch.ts';
import type { StoredStates } from '../store/write/stored-states.ts';
import type { Folded, FoldPoint } from './fold-point.ts';
import { GenerationCache } from './generation-cache.ts';
import {
  type DictionaryEntry,
  mayBeStored,
  type SubjectDictionary,
  settle,
} from './subject-dictionary.ts';

/** A user's intervals in one partition: those still open, and the rows of them this batch began. */
type UserChain = {
  state: UserState | null;
  place: number;
  /** The open revision where this batch writes it: its end is filled in there. */
  row: UserRevisionRow | null;
  readonly held: Map<string, Held>;
};
type Held = { readonly role: number; readonly place: number; row: AssignmentRow | null };

const limit = 200_000;

/** Folds user events into the rows of the temporal tables. */
export class UserFold {
  readonly #states: StoredStates;
  readonly #dictionary: SubjectDictionary;
  readonly #chains = new GenerationCache<number, UserChain>(limit);
  #touched: UserChain[] = [];

  constructor(states: StoredStates, dictionary: SubjectDictionary) {
    this.#states = states;
    this.#dictionary = dictionary;
  }

  fold(event: FoldedUserEvent, entry: DictionaryEntry, point: FoldPoint): Folded {
    const chain = this.#chain(entry, event.data.userId, point.partition);
    const before = chain.state;
    const { state, anomalies } = evolveUser(before, event, point.time);
    if (before === null) settle(entry, point.partition, point.batch);
    if (state !== before) this.#write(chain, entry.number, { state, event, point });
    return { anomalies, isExpected: isExpected(before, anomalies, point) };
  }

  /** After the commit: rows belong to the database now. */
  trim(): void {
    for (const chain of this.#touched) {
      chain.row = null;
      for (const held of chain.held.values()) held.row = null;
    }
    this.#touched = [];
    this.#chains.trim();
  }

  #chain(entry: DictionaryEntry, userId: string, partition: number): UserChain {
    const key = entry.number * 8192 + partition;
    const known = this.#chains.get(key);
    if (known) return known;
    const stored = mayBeStored(entry, partition)
      ? this.#states.user(entry.number, userId, lastPlace(partition))
      : null;
    const held = [...(stored?.held ?? [])].map(
      ([id, role]) => [id, { ...role, row: null }] as const,
    );
    const chain: UserChain = {
      state: stored?.state ?? null,
      place: stored?.place ?? 0,
      row: null,
      held: new Map(held),
    };
    this.#chains.set(key, chain);
    return chain;
  }

  #write(
    chain: UserChain,
    user: number,
    { state, event, point }: { state: UserState; event: FoldedUserEvent; point: FoldPoint },
  ): void {
    const before = chain.state;
    if (before === null || isRevising(event)) this.#revise(chain, user, { state, point });
    else point.batch.userTouches.push({ user, place: point.place, state });
    if (state.roles !== (before?.roles ?? null)) this.#assign(chain, user, { state, point });
    chain.state = state;
  }

  #revise(
    chain: UserChain,
    user: number,
    { state, point }: { state: UserState; point: FoldPoint },
  ): void {
    const { batch, place } = point;
    if (chain.row) chain.row.until = place;
    else if (chain.state) {
      batch.userRevisionEnds.push({ subject: user, place: chain.place, until: place });
    }
    chain.row = { user, place, until: null, state };
    chain.place = place;
    batch.userRevisions.push(chain.row);
    this.#touched.push(chain);
  }

  #assign(
    chain: UserChain,
    user: number,
    { state, point }: { state: UserState; point: FoldPoint },
  ): void {
    for (const [roleId, held] of chain.held) {
      if (state.roles.includes(roleId)) continue;
      endAssignment(held, user, point);
      chain.held.delete(roleId);
    }
    for (const roleId of state.roles) {
      if (chain.held.has(roleId)) continue;
      const role = this.#dictionary.entry(subjectKind.role, roleId, point.batch).number;
      const row: AssignmentRow = { user, role, place: point.place, until: null };
      chain.held.set(roleId, { role, place: point.place, row });
      point.batch.assignments.push(row);
      this.#touched.push(chain);
    }
  }
}

function endAssignment(held: Held, user: number, { batch, place }: FoldPoint): void {
  if (held.row) held.row.until = place;
  else {
    batch.assignmentEnds.push({ user, role: held.role, place: held.place, until: place });
  }
}

function isRevising({ type }: FoldedUserEvent): boolean {
  return type === 'UserCreatedEvent' || type === 'UserUpdatedEvent' || type === 'UserDeletedEvent';
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
