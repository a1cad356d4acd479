import type { RoleEvent } from '../../shared/domain/events.ts';
import { evolveRole } from '../../shared/domain/evolve-role.ts';
import type { RoleState } from '../../shared/domain/role-state.ts';
import { lastPlace } from '../store/place.ts';
import type { RoleRevisionRow } from '../store/write/planned-batch.ts';
import type { StoredStates } from '../store/write/stored-states.ts';
import type { Folded, FoldPoint } from './fold-point.ts';
import { GenerationCache } from './generation-cache.ts';
import { type DictionaryEntry, mayBeStored, settle } from './subject-dictionary.ts';

/** A role's open interval in one partition. */
type RoleChain = { state: RoleState | null; place: number; row: RoleRevisionRow | null };

const limit = 50_000;

/** Folds role events into the rows of `role_revision`. */
export class RoleFold {
  readonly #states: StoredStates;
  readonly #chains = new GenerationCache<number, RoleChain>(limit);
  #touched: RoleChain[] = [];

  constructor(states: StoredStates) {
    this.#states = states;
  }

  fold(event: RoleEvent, entry: DictionaryEntry, point: FoldPoint): Folded {
    const chain = this.#chain(entry, event.data.roleId, point.partition);
    const before = chain.state;
    const { state, anomalies } = evolveRole(before, event, point.time);
    if (before === null) settle(entry, point.partition, point.batch);
    if (state !== before) this.#revise(chain, entry.number, { state, point });
    const isExpected =
      point.isTruncated && before === null && anomalies.every((code) => code === 'never_created');
    return { anomalies, isExpected };
  }

  /** The batch goes to the store: its rows are no longer ours. */
  handOver(): void {
    for (const chain of this.#touched) chain.row = null;
    this.#touched = [];
  }

  /** After a commit. */
  trim(): void {
    this.#chains.trim();
  }

  #chain(entry: DictionaryEntry, roleId: string, partition: number): RoleChain {
    const key = entry.number * 8192 + partition;
    const known = this.#chains.get(key);
    if (known) return known;
    const stored = mayBeStored(entry, partition)
      ? this.#states.role(entry.number, roleId, lastPlace(partition))
      : null;
    const chain: RoleChain = { state: stored?.state ?? null, place: stored?.place ?? 0, row: null };
    this.#chains.set(key, chain);
    return chain;
  }

  #revise(
    chain: RoleChain,
    role: number,
    { state, point }: { state: RoleState; point: FoldPoint },
  ): void {
    const { batch, place } = point;
    if (chain.row) chain.row.until = place;
    else if (chain.state) {
      batch.roleRevisionEnds.push({ subject: role, place: chain.place, until: place });
    }
    chain.row = { role, place, until: null, state };
    chain.place = place;
    chain.state = state;
    batch.roleRevisions.push(chain.row);
    this.#touched.push(chain);
  }
}
