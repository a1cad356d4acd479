import type { Cut } from '../../../shared/log/cut.ts';
import { partitionOfPlace } from '../place.ts';
import { boundsByPartition } from './cut-bounds.ts';
import { firstFrom } from './first-from.ts';
import { UserSet } from './user-set.ts';
import { widened } from './widened.ts';

/** A role a user holds, and the place that gave it. */
export type HeldRole = { readonly role: number; readonly place: number };

/** Who was given or loses which role, and where. */
export type RoleChange = { readonly user: number; readonly role: number; readonly place: number };

/** So many intervals are found by going through them; more are put in order first. */
const fewNewer = 1024;

/**
 * Who held which role when, in columns: 54 bytes an interval. From SQL the holders of a role and
 * the roles of a user come one by one; here they are a pass over the intervals of the one or the
 * other, some nanoseconds each. Intervals are begun and ended, never taken out; those of a
 * partition in its order.
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
  /** By user, and by interval: one of those still open, and the next of them, plus one; 0 for none. */
  #open = new Int32Array(0);
  #nextOpen = new Int32Array(0);
  /** Intervals below `#ordered`, by user, role and place, with both of these; by user where they begin, and end. */
  #order = new Int32Array(0);
  #roleInOrder = new Int32Array(0);
  #placeInOrder = new Float64Array(0);
  #starts = new Int32Array(1);
  #ordered = 0;
  /** By user, and by interval: the newest of those that came later, and the one before it, plus one. */
  #newest = new Int32Array(0);
  #before = new Int32Array(0);
  readonly #ofRole = new Map<number, RowStack>();

  /** From a place on a user holds a role. */
  give({ user, role, place }: RoleChange): void {
    this.#makeRoom(user);
    const at = this.#length++;
    this.#user[at] = user;
    this.#role[at] = role;
    this.#partition[at] = partitionOfPlace(place);
    this.#place[at] = place;
    this.#until[at] = Number.POSITIVE_INFINITY;
    const rows = this.#ofRole.get(role) ?? new RowStack(this.#ofRole.size);
    if (rows.length === 0) this.#ofRole.set(role, rows);
    rows.push(at);
    this.#code[at] = rows.code;
    this.#nextOpen[at] = this.#open[user] as number;
    this.#open[user] = at + 1;
    this.#before[at] = this.#newest[user] as number;
    this.#newest[user] = at + 1;
  }

  /** From a place on a user does not hold a role any more. */
  take({ user, role, place }: RoleChange): void {
    this.#end(user, place, (at) => this.#role[at] === role);
  }

  /** From a place on a user holds nothing any more. */
  takeAll(user: number, place: number): void {
    this.#end(user, place, () => true);
  }

  /** Who holds a role at a cut. */
  holders(role: number, cut: Cut): UserSet {
    const bounds = boundsByPartition(cut);
    const holders = new UserSet(this.#newest.length);
    const { rows, length } = this.#ofRole.get(role) ?? nothing;
    // Through fields it takes half as long again.
    const user = this.#user;
    const partition = this.#partition;
    const place = this.#place;
    const until = this.#until;
    for (let index = 0; index < length; index++) {
      const at = rows[index] as number;
      const bound = bounds[partition[at] as number] as number;
      if ((place[at] as number) < bound && (until[at] as number) >= bound) {
        holders.add(user[at] as number);
      }
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
    this.orderNewer();
    const held: HeldRole[] = [];
    const take = (at: number) => {
      const place = this.#place[at] as number;
      if (place >= bound || (this.#until[at] as number) < bound) return;
      held.push({ role: this.#role[at] as number, place });
    };
    const [roles, places] = [this.#roleInOrder, this.#placeInOrder];
    const to = this.#starts[user + 1] ?? 0;
    for (let index = this.#starts[user] ?? 0; index < to; ) {
      const role = roles[index] as number;
      const next = firstFrom(index, to, (one) => (roles[one] as number) > role);
      // Of one role intervals follow each other: the last that began before is the one.
      const after = firstFrom(index, next, (one) => (places[one] as number) >= bound);
      if (after > index) take(this.#order[after - 1] as number);
      index = next;
    }
    for (let at = (this.#newest[user] ?? 0) - 1; at >= 0; at = (this.#before[at] as number) - 1) {
      take(at);
    }
    return held;
  }

  /** The place since which a user of one partition holds a role below a place of it (exclusive); undefined where not. */
  since({ user, role }: { readonly user: number; readonly role: number }, bound: number) {
    this.orderNewer();
    const isHeld = (at: number) =>
      (this.#place[at] as number) < bound && (this.#until[at] as number) >= bound;
    const [roles, places] = [this.#roleInOrder, this.#placeInOrder];
    const to = this.#starts[user + 1] ?? 0;
    // Of one role intervals follow each other: the last that began before is the one.
    const after = firstFrom(this.#starts[user] ?? 0, to, (one) => {
      const its = roles[one] as number;
      return its > role || (its === role && (places[one] as number) >= bound);
    });
    const last = this.#order[after - 1] ?? -1;
    if (after > (this.#starts[user] ?? 0) && this.#role[last] === role && isHeld(last)) {
      return this.#place[last];
    }
    for (let at = (this.#newest[user] ?? 0) - 1; at >= 0; at = (this.#before[at] as number) - 1) {
      if (this.#role[at] === role && isHeld(at)) return this.#place[at];
    }
    return undefined;
  }

  /** Puts in order what is new, where that is much: a question about a user does so too. */
  orderNewer(): void {
    if (this.#length - this.#ordered > fewNewer + this.#ordered / 4) this.#putInOrder();
  }

  /** Ends open intervals of a user, in the partition of the place. */
  #end(user: number, place: number, isMeant: (at: number) => boolean): void {
    const partition = partitionOfPlace(place);
    let kept = 0;
    for (let at = (this.#open[user] ?? 0) - 1; at >= 0; ) {
      const next = this.#nextOpen[at] as number;
      if (this.#partition[at] === partition && isMeant(at)) this.#until[at] = place;
      else {
        this.#nextOpen[at] = kept;
        kept = at + 1;
      }
      at = next - 1;
    }
    if (user < this.#open.length) this.#open[user] = kept;
  }

  /** Puts all there is in order: role by role to each user's. */
  #putInOrder(): void {
    const starts = new Int32Array(this.#newest.length + 1);
    for (let at = 0; at < this.#length; at++) {
      (starts[(this.#user[at] as number) + 1] as number)++;
    }
    for (let user = 1; user < starts.length; user++) {
      starts[user] = (starts[user] as number) + (starts[user - 1] as number);
    }
    const next = starts.slice();
    const order = new Int32Array(this.#length);
    const roleInOrder = new Int32Array(this.#length);
    const placeInOrder = new Float64Array(this.#length);
    const roles = [...this.#ofRole].sort(([a], [b]) => a - b);
    for (const [role, { rows, length }] of roles) {
      for (let index = 0; index < length; index++) {
        const at = rows[index] as number;
        const user = this.#user[at] as number;
        const slot = next[user] as number;
        order[slot] = at;
        roleInOrder[slot] = role;
        placeInOrder[slot] = this.#place[at] as number;
        next[user] = slot + 1;
      }
    }
    this.#order = order;
    this.#roleInOrder = roleInOrder;
    this.#placeInOrder = placeInOrder;
    this.#starts = starts;
    this.#ordered = this.#length;
    this.#newest.fill(0);
  }

  #isHeld(at: number, bounds: Float64Array): boolean {
    const bound = bounds[this.#partition[at] as number] as number;
    return (this.#place[at] as number) < bound && (this.#until[at] as number) >= bound;
  }

  #makeRoom(user: number): void {
    if (user >= this.#newest.length) {
      const users = Math.ceil((user + 1) * 1.25);
      this.#newest = widened(this.#newest, new Int32Array(users));
      this.#open = widened(this.#open, new Int32Array(users));
    }
    if (this.#length < this.#user.length) return;
    const length = Math.ceil((this.#length + 1024) * 1.25);
    this.#user = widened(this.#user, new Int32Array(length));
    this.#role = widened(this.#role, new Int32Array(length));
    this.#code = widened(this.#code, new Uint32Array(length));
    this.#partition = widened(this.#partition, new Uint16Array(length));
    this.#place = widened(this.#place, new Float64Array(length));
    this.#until = widened(this.#until, new Float64Array(length));
    this.#nextOpen = widened(this.#nextOpen, new Int32Array(length));
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
