import type { AnomalyCode } from '../../shared/domain/anomaly.ts';
import type { FoldedUserEvent } from '../../shared/domain/events.ts';
import { evolveUser } from '../../shared/domain/evolve-user.ts';
import type { UserState } from '../../shared/domain/user-state.ts';
import { lastPlace } from '../store/place.ts';
import { subjectKind } from '../store/record-codes.ts';
import type { AssignmentRow } from '../store/write/planned-batch.ts';
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
    const before = chain.state;
    const { state, anomalies } = evolveUser(before, event, point.time);
    if (before === null) settle(entry, point.partition, point.batch);
    if (state !== before) this.#write(chain, entry.number, { state, event, point });
    return { anomalies, isExpected: isExpected(before, anomalies, point) };
  }

  /** The batch goes to the store: its rows are no longer ours. */
  handOver(): void {
    for (const chain of this.#touched) {
      chain.head = null;
      for (const held of chain.held.values()) held.row = null;
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
    const held = [...(stored?.held ?? [])].map(
      ([id, role]) => [id, { ...role, row: null }] as const,
    );
    const chain: UserChain = {
      state: stored?.state ?? null,
      revision: stored?.revision ?? 0,
      head: null,
      held: new Map(held),
      turn: 0,
    };
    this.#chains.set(entry, partition, chain);
    return chain;
  }

  #write(
    chain: UserChain,
    user: number,
    { state, event, point }: { state: UserState; event: FoldedUserEvent; point: FoldPoint },
  ): void {
    const before = chain.state;
    const { batch, place } = point;
    if (before === null || isRevising(event)) {
      chain.revision = ++this.#lastRevision;
      batch.userRevisions.push({ revision: chain.revision, user, place, state });
    }
    this.#setHead(chain, user, { state, point });
    if (state.roles !== (before?.roles ?? null)) this.#assign(chain, user, { event, point });
    chain.state = state;
  }

  /** Of all that changed a user only the last counts: one row a batch. */
  #setHead(
    chain: UserChain,
    user: number,
    { state, point: { batch, place } }: { state: UserState; point: FoldPoint },
  ): void {
    const { head, revision } = chain;
    if (head) {
      head.revision = revision;
      head.place = place;
      head.state = state;
      return;
    }
    chain.head = { user, revision, place, state };
    batch.userHeads.push(chain.head);
    this.#touched.push(chain);
  }

  /** What an event that changed the roles held made of them: it gives one, takes one, or takes all. */
  #assign(
    chain: UserChain,
    user: number,
    { event, point }: { event: FoldedUserEvent; point: FoldPoint },
  ): void {
    if (event.type === 'RoleAssignedToUserEvent') {
      this.#give(chain, user, { roleId: event.data.roleId, point });
    } else if (event.type === 'RoleUnassignedFromUserEvent') {
      takeRole(chain, user, { roleId: event.data.roleId, point });
    } else for (const roleId of chain.held.keys()) takeRole(chain, user, { roleId, point });
  }

  #give(
    chain: UserChain,
    user: number,
    { roleId, point }: { roleId: string; point: FoldPoint },
  ): void {
    const { batch, place } = point;
    const role = this.#dictionary.entry(subjectKind.role, roleId, batch).number;
    const row: AssignmentRow = { user, role, place, until: null };
    chain.held.set(roleId, { role, place, row });
    batch.assignments.push(row);
  }
}

function takeRole(
  chain: UserChain,
  user: number,
  { roleId, point }: { roleId: string; point: FoldPoint },
): void {
  const held = chain.held.get(roleId);
  if (!held) return;
  endAssignment(held, user, point);
  chain.held.delete(roleId);
}

function endAssignment(held: HeldRole, user: number, { batch, place }: FoldPoint): void {
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
