import { subjectKind } from '../store/record-codes.ts';
import type { PlannedBatch } from '../store/write/planned-batch.ts';
import type { StoredStates } from '../store/write/stored-states.ts';
import { GenerationCache } from './generation-cache.ts';
import type { UserChain } from './user-chain.ts';

/** A name of the dictionary, with what the fold must remember of it. */
export type DictionaryEntry = {
  readonly number: number;
  /** The partition its records were first folded in; null while none was. */
  home: number | null;
  isSplit: boolean;
  /** Of a user: the chain in that partition, while it is remembered. */
  chain: UserChain | null;
};

const limit = 400_000;

/** Numbers for the names of users, roles and actors; new ones go into the batch. */
export class SubjectDictionary {
  readonly #states: StoredStates;
  readonly #caches: readonly GenerationCache<string, DictionaryEntry>[];
  readonly #beganEmpty: boolean;
  #last: number;

  constructor(states: StoredStates) {
    this.#states = states;
    this.#last = states.lastSubjectNumber();
    this.#beganEmpty = this.#last === 0;
    this.#caches = Object.values(subjectKind).map(() => new GenerationCache(limit));
  }

  entry(kind: number, id: string, batch: PlannedBatch): DictionaryEntry {
    const cache = this.#caches[kind] as GenerationCache<string, DictionaryEntry>;
    const known = cache.get(id);
    if (known) return known;
    // A cache that saw every name from the first knows which ones the store cannot hold.
    const isNew = this.#beganEmpty && !cache.hasForgotten;
    const stored = isNew ? null : this.#states.subject(kind, id);
    const entry = stored ? { ...stored, chain: null } : this.#begin(kind, id, batch);
    cache.set(id, entry);
    return entry;
  }

  trim(): void {
    for (const cache of this.#caches) cache.trim();
  }

  #begin(kind: number, id: string, batch: PlannedBatch): DictionaryEntry {
    const number = ++this.#last;
    batch.subjects.push({ number, kind, id });
    return { number, home: null, isSplit: false, chain: null };
  }
}

/** Notes that records of a subject were folded in a partition; in a second one it becomes split. */
export function settle(entry: DictionaryEntry, partition: number, batch: PlannedBatch): void {
  entry.home ??= partition;
  if (entry.home === partition || entry.isSplit) return;
  entry.isSplit = true;
  batch.splitSubjects.push(entry.number);
}

/** True where the store may hold intervals of the subject in the partition. */
export function mayBeStored({ home, isSplit }: DictionaryEntry, partition: number): boolean {
  return home === partition || isSplit;
}
