/**
 * A cache of at most about `limit` entries in two generations: what was not asked for since the
 * last turn is forgotten at the next. Nothing is forgotten between two calls of `trim`, so a
 * batch can count on what it put in.
 */
export class GenerationCache<Key, Value> {
  readonly #half: number;
  #young = new Map<Key, Value>();
  #old = new Map<Key, Value>();
  #hasForgotten = false;

  constructor(limit: number) {
    this.#half = limit / 2;
  }

  get(key: Key): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.#young.set(key, old);
    return old;
  }

  set(key: Key, value: Value): void {
    this.#young.set(key, value);
  }

  /** True once anything may have been forgotten. */
  get hasForgotten(): boolean {
    return this.#hasForgotten;
  }

  trim(): void {
    if (this.#young.size < this.#half) return;
    this.#hasForgotten ||= this.#old.size > 0;
    this.#old = this.#young;
    this.#young = new Map();
  }
}
