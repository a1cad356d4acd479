import type { Cut } from '../../../shared/log/cut.ts';
import { partitionOfPlace } from '../place.ts';
import { boundsByPartition } from './cut-bounds.ts';

/** A role held by a user from a place on, until another; Infinity while it is. */
export type HeldInterval = {
  readonly user: number;
  readonly role: number;
  readonly place: number;
  readonly until: number;
};

/**
 * Who held which role when, in columns: 30 bytes an interval. An SQL index would bring the holders
 * of a role one by one; this is one pass over all intervals, about 1 ns each. Intervals are added
 * and ended, never taken out.
 */
export class AssignmentIndex {
  #length = 0;
  #user = new Int32Array(0);
  #role = new Int32Array(0);
  #partition = new Uint16Array(0);
  #place = new Float64Array(0);
  #until = new Float64Array(0);
  /** The interval of the same user that was put before, plus one; 0 for none. */
  #before = new Int32Array(0);
  /** The newest interval by user, plus one. */
  #newest = new Int32Array(0);

  /** Adds an interval, or ends the one that is there already. */
  put({ user, role, place, until }: HeldInterval): void {
    const known = this.#find(user, role, place);
    if (known >= 0) {
      this.#until[known] = until;
      return;
    }
    this.#makeRoom(user);
    const at = this.#length++;
    this.#user[at] = user;
    this.#role[at] = role;
    this.#partition[at] = partitionOfPlace(place);
    this.#place[at] = place;
    this.#until[at] = until;
    this.#before[at] = this.#newest[user] as number;
    this.#newest[user] = at + 1;
  }

  /** Who holds a role at a cut. */
  holders(role: number, cut: Cut): Set<number> {
    const bounds = boundsByPartition(cut);
    const holders = new Set<number>();
    for (let at = 0; at < this.#length; at++) {
      if (this.#role[at] === role && this.#isHeld(at, bounds)) {
        holders.add(this.#user[at] as number);
      }
    }
    return holders;
  }

  /** How many hold each role at a cut, by the role's number; some users are not counted. */
  counts(cut: Cut, but: ReadonlySet<number>): Map<number, number> {
    const bounds = boundsByPartition(cut);
    const counts = new Map<number, number>();
    for (let at = 0; at < this.#length; at++) {
      if (!this.#isHeld(at, bounds) || but.has(this.#user[at] as number)) continue;
      const role = this.#role[at] as number;
      counts.set(role, (counts.get(role) ?? 0) + 1);
    }
    return counts;
  }

  #isHeld(at: number, bounds: Float64Array): boolean {
    const bound = bounds[this.#partition[at] as number] as number;
    return (this.#place[at] as number) < bound && (this.#until[at] as number) >= bound;
  }

  #find(user: number, role: number, place: number): number {
    let at = (this.#newest[user] ?? 0) - 1;
    while (at >= 0 && (this.#place[at] !== place || this.#role[at] !== role)) {
      at = (this.#before[at] as number) - 1;
    }
    return at;
  }

  #makeRoom(user: number): void {
    if (user >= this.#newest.length) {
      this.#newest = widened(this.#newest, new Int32Array(Math.ceil((user + 1) * 1.25)));
    }
    if (this.#length < this.#user.length) return;
    const length = Math.ceil((this.#length + 1024) * 1.25);
    this.#user = widened(this.#user, new Int32Array(length));
    this.#role = widened(this.#role, new Int32Array(length));
    this.#partition = widened(this.#partition, new Uint16Array(length));
    this.#place = widened(this.#place, new Float64Array(length));
    this.#until = widened(this.#until, new Float64Array(length));
    this.#before = widened(this.#before, new Int32Array(length));
  }
}

function widened<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
