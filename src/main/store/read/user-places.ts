import { mostPartitions, partitionOfPlace } from '../place.ts';

/** What is kept, as it goes from thread to thread. */
export type UserPlacesParts<Value> = {
  readonly homes: (number | undefined)[];
  readonly values: (Value | undefined)[];
  readonly elsewhere: Map<number, Value>;
};

/**
 * Something for each user in each partition. Nearly every user has one partition and stands in a
 * list by its number; only those in further partitions are looked up, by a key too wide for a small
 * integer.
 */
export class UserPlaces<Value> {
  readonly #homes: (number | undefined)[];
  readonly #values: (Value | undefined)[];
  readonly #elsewhere: Map<number, Value>;

  constructor(parts: UserPlacesParts<Value> = { homes: [], values: [], elsewhere: new Map() }) {
    this.#homes = parts.homes;
    this.#values = parts.values;
    this.#elsewhere = parts.elsewhere;
  }

  parts(): UserPlacesParts<Value> {
    return { homes: this.#homes, values: this.#values, elsewhere: this.#elsewhere };
  }

  /** What was set for the user in the partition of a place. */
  get(user: number, place: number): Value | undefined {
    const partition = partitionOfPlace(place);
    if (this.#homes[user] === partition) return this.#values[user];
    return this.#elsewhere.get(user * mostPartitions + partition);
  }

  set(user: number, place: number, value: Value): void {
    const partition = partitionOfPlace(place);
    this.#homes[user] ??= partition;
    if (this.#homes[user] === partition) this.#values[user] = value;
    else this.#elsewhere.set(user * mostPartitions + partition, value);
  }
}
