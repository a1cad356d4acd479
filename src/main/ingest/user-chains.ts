import { GenerationCache } from './generation-cache.ts';
import type { DictionaryEntry } from './subject-dictionary.ts';
import type { UserChain } from './user-chain.ts';

const limit = 300_000;

/**
 * The chains of users that are remembered, in two generations as in a `GenerationCache`. Nearly
 * every user has one partition: its chain hangs on its entry in the dictionary, which the planner
 * has at hand, so that finding it is no look-up (0.15 us an event). Only chains in further
 * partitions are looked up.
 */
export class UserChains {
  readonly #elsewhere = new GenerationCache<number, UserChain>(limit);
  #turn = 0;
  #young: DictionaryEntry[] = [];
  #old: DictionaryEntry[] = [];

  get(entry: DictionaryEntry, partition: number): UserChain | undefined {
    if (!isHome(entry, partition)) return this.#elsewhere.get(keyOf(entry, partition));
    const { chain } = entry;
    if (!chain) return undefined;
    if (chain.turn !== this.#turn) this.#note(entry, chain);
    return chain;
  }

  set(entry: DictionaryEntry, partition: number, chain: UserChain): void {
    if (!isHome(entry, partition)) {
      this.#elsewhere.set(keyOf(entry, partition), chain);
      return;
    }
    entry.chain = chain;
    this.#note(entry, chain);
  }

  /** Forgets what nobody asked for in the turn before and in this one, where that has grown long. */
  trim(): void {
    this.#elsewhere.trim();
    if (this.#young.length < limit / 2) return;
    for (const entry of this.#old) {
      if (entry.chain && entry.chain.turn !== this.#turn) entry.chain = null;
    }
    this.#old = this.#young;
    this.#young = [];
    this.#turn++;
  }

  #note(entry: DictionaryEntry, chain: UserChain): void {
    chain.turn = this.#turn;
    this.#young.push(entry);
  }
}

/** True for the partition a user was first folded in; before that, for any: this will be the one. */
function isHome({ home }: DictionaryEntry, partition: number): boolean {
  return home === null || home === partition;
}

function keyOf({ number }: DictionaryEntry, partition: number): number {
  return number * 8192 + partition;
}
