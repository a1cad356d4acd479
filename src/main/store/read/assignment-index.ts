import type { Cut } from '../../../shared/log/cut.ts';
import { partitionOfPlace } from '../place.ts';
import { boundsByPartition } from './cut-bounds.ts';
import { UserSet } from './user-set.ts';

/** A role held by a user from a place on, until another; Infinity while it is. */
export type HeldInterval = {
  readonly user: number;
  readonly role: number;
  readonly place: number;
  readonly until: number;
};

/** A role a user holds, and the place that gave it. */
export type HeldRole = { readonly role: number; readonly place: number };

/**
 * Who held which role when, in columns: 42 bytes an interval. From SQL the holders of a role and
 * the roles of a user come one by one; here they are a pass over the intervals of the one or the
 * other, some nanoseconds each. Intervals are added and ended, never taken out.
 */
export class AssignmentIndex {
  #length = 0;
  #user = new Int32Array(0);
  #role = new Int32Array(0);
  /** The role's number among those of `#ofRole`. */
  #code = new Uint32Array(0);
  #partition = new Uint16Array(0);
  #place = new Float64Array(0);
  #until = new Float64Array(0);
  /** By user: what was read at first stands at [from, to), by role and place. */
  #from = new Int32Array(0);
  #to = new Int32Array(0);
  /** By user, and by interval: the one before that came later than that, plus one; 0 for none. */
  #newest = new Int32Array(0);
  #before = new Int32Array(0);
  readonly #ofRole = new Map<number, RowStack>();

  /** Adds the next of what was stored: by user, role and place, and each user's without a break. */
  add(interval: HeldInterval): void {
    const { user } = interval;
    const at = this.#append(interval);
    if (this.#to[user] !== at) this.#from[user] = at;
    this.#to[user] = at + 1;
  }

  /** Takes in what came later: ends an interval that is there, adds one that is not. */
  put(interval: HeldInterval): void {
    const { user, role, place, until } = interval;
    const known = this.#find(user, (at) => this.#place[at] === place && this.#role[at] === role);
    if (known >= 0) {
      this.#until[known] = until;
      return;
    }
    const at = this.#append(interval);
    this.#before[at] = this.#newest[user] as number;
    this.#newest[user] = at + 1;
  }

  /** Who holds a role at a cut. */
  holders(role: number, cut: Cut): UserSet {
    const bounds = boundsByPartition(cut);
    const holders = new UserSet(this.#newest.length);
    const { rows, length } = this.#ofRole.get(role) ?? nothing;
    for (let index = 0; index < length; index++) {
      const at = rows[index] as number;
      if (this.#isHeld(at, bounds)) holders.add(this.#user[at] as number);
    }
    return holders;
  }

  /** How many hold each role at a cut, by the role's number; some users are not counted. */
  counts(cut: Cut, but: ReadonlySet<number>): Map<number, number> {
    const bounds = boundsByPartition(cut);
    // In the order in which they stand: role by role would jump to and fro.
    const byCode = new Int32Array(this.#ofRole.size);
    for (let at = 0; at < this.#length; at++) {
      if (!this.#isHeld(at, bounds)) continue;
      if (but.size === 0 || !but.has(this.#user[at] as number)) {
        (byCode[this.#code[at] as number] as number)++;
      }
    }
    const roles = [...this.#ofRole.keys()].entries();
    const counts = [...roles].map(([code, role]) => [role, byCode[code] as number] as const);
    return new Map(counts.filter(([, count]) => count > 0));
  }

  /** What a user of one partition holds below a place of it (exclusive). */
  heldBy(user: number, bound: number): HeldRole[] {
    const held: HeldRole[] = [];
    const take = (at: number) => {
      const place = this.#place[at] as number;
      if (place >= bound || (this.#until[at] as number) < bound) return;
      held.push({ role: this.#role[at] as number, place });
    };
    const to = this.#to[user] ?? 0;
    for (let at = this.#from[user] ?? 0; at < to; ) {
      const role = this.#role[at] as number;
      const next = firstFrom(at, to, (row) => (this.#role[row] as number) > role);
      // Of one role intervals follow each other: the last that began before is the one.
      const after = firstFrom(at, next, (row) => (this.#place[row] as number) >= bound);
      if (after > at) take(after - 1);
      at = next;
    }
    for (let at = (this.#newest[user] ?? 0) - 1; at >= 0; at = (this.#before[at] as number) - 1) {
      take(at);
    }
    return held;
  }

  #append({ user, role, place, until }: HeldInterval): number {
    this.#makeRoom(user);
    const at = this.#length++;
    this.#user[at] = user;
    this.#role[at] = role;
    this.#partition[at] = partitionOfPlace(place);
    this.#place[at] = place;
    this.#until[at] = until;
    const rows = this.#ofRole.get(role) ?? new RowStack(this.#ofRole.size);
    if (rows.length === 0) this.#ofRole.set(role, rows);
    rows.push(at);
    this.#code[at] = rows.code;
    return at;
  }

  #find(user: number, isIt: (at: number) => boolean): number {
    for (let at = (this.#newest[user] ?? 0) - 1; at >= 0; at = (this.#before[at] as number) - 1) {
      if (isIt(at)) return at;
    }
    const to = this.#to[user] ?? 0;
    for (let at = this.#from[user] ?? 0; at < to; at++) if (isIt(at)) return at;
    return -1;
  }

  #isHeld(at: number, bounds: Float64Array): boolean {
    const bound = bounds[this.#partition[at] as number] as number;
    return (this.#place[at] as number) < bound && (this.#until[at] as number) >= bound;
  }

  #makeRoom(user: number): void {
    if (user >= this.#newest.length) {
      const users = Math.ceil((user + 1) * 1.25);
      this.#newest = widened(this.#newest, new Int32Array(users));
      this.#from = widened(this.#from, new Int32Array(users));
      this.#to = widened(this.#to, new Int32Array(users));
    }
    if (this.#length < this.#user.length) return;
    const length = Math.ceil((this.#length + 1024) * 1.25);
    this.#user = widened(this.#user, new Int32Array(length));
    this.#role = widened(this.#role, new Int32Array(length));
    this.#code = widened(this.#code, new Uint32Array(length));
    this.#partition = widened(this.#partition, new Uint16Array(length));
    this.#place = widened(this.#place, new Float64Array(length));
    this.#until = widened(this.#until, new Float64Array(length));
    this.#before = widened(this.#before, new Int32Array(length));
  }
}

/** Rows of the columns, as many as were pushed; the rest is room. `code` numbers the stacks there are. */
class RowStack {
  readonly code: number;
  rows = new Int32Array(16);
  length = 0;

  constructor(code: number) {
    this.code = code;
  }

  push(row: number): void {
    if (this.length === this.rows.length) {
      this.rows = widened(this.rows, new Int32Array(2 * this.rows.length));
    }
    this.rows[this.length++] = row;
  }
}

const nothing = new RowStack(-1);

/** The first in [from, to) for which something holds, as it does for all after it; `to` for none. */
function firstFrom(from: number, to: number, holds: (at: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function widened<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
