import { UserPlaces } from './user-places.ts';
import { widened } from './widened.ts';

/**
 * Which revision of a user was in force below a place. Revisions come in the order of their numbers;
 * each knows the one before it of its user and partition, and one further back, so that any is found
 * in a number of steps that grows as the logarithm of how many there are (the jump pointers of
 * E. W. Myers, "An applicative random-access stack", 1983). 20 bytes a revision.
 */
export class RevisionChain {
  /** By number: where it begins, how many stand before it in its chain, and the two it knows; 0 for none. */
  #place = new Float64Array(0);
  #depth = new Int32Array(0);
  #before = new Int32Array(0);
  #jump = new Int32Array(0);
  readonly #last = new UserPlaces<number>();

  /** Adds a revision; those of a user in a partition ascend by number and by place. */
  add(revision: number, user: number, place: number): void {
    this.#reserve(revision + 1);
    const before = this.#last.get(user, place) ?? 0;
    const jump = this.#jump[before] as number;
    const isEven = this.#depthOf(before) - this.#depthOf(jump) === this.#span(jump);
    this.#place[revision] = place;
    this.#depth[revision] = this.#depthOf(before) + 1;
    this.#before[revision] = before;
    this.#jump[revision] = isEven ? (this.#jump[jump] as number) : before;
    this.#last.set(user, place, revision);
  }

  /** The number of the last revision of a user below a place of its partition (exclusive); 0 for none. */
  lastBelow(user: number, bound: number): number {
    let at = this.#last.get(user, bound) ?? 0;
    while (at !== 0 && (this.#place[at] as number) >= bound) {
      const jump = this.#jump[at] as number;
      at = (this.#place[jump] as number) >= bound ? jump : (this.#before[at] as number);
    }
    return at;
  }

  /** The numbers of those of a user from a place to another of its partition (both inclusive), newest first. */
  between(user: number, from: number, to: number): number[] {
    const found: number[] = [];
    let at = this.lastBelow(user, to + 1);
    for (; at !== 0 && (this.#place[at] as number) >= from; at = this.#before[at] as number) {
      found.push(at);
    }
    return found;
  }

  #depthOf(revision: number): number {
    return this.#depth[revision] as number;
  }

  /** How far the jump of a revision leads. */
  #span(revision: number): number {
    return this.#depthOf(revision) - this.#depthOf(this.#jump[revision] as number);
  }

  #reserve(length: number): void {
    if (length <= this.#place.length) return;
    const room = Math.ceil(1.5 * length) + 256;
    this.#place = widened(this.#place, new Float64Array(room));
    this.#depth = widened(this.#depth, new Int32Array(room));
    this.#before = widened(this.#before, new Int32Array(room));
    this.#jump = widened(this.#jump, new Int32Array(room));
  }
}
