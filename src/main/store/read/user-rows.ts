import type { PartitionColumns } from './partition-columns.ts';

/** Rows of one user, ascending. */
export type RowList = { readonly length: number; at(index: number): number };

// One for all partitions: it is as long as the highest user number and only used within `build`.
let counts = new Int32Array(0);

/** Which rows of a partition name which user: 4 bytes a record. Gone on with as records are added. */
export class UserRows {
  readonly #columns: PartitionColumns;
  #users = new Int32Array(0);
  #starts = new Int32Array(1);
  #order = new Int32Array(0);
  /** Rows below this are in `order`; those from here on, up to `#read`, in `#newer`. */
  #built = 0;
  #newer = new Map<number, number[]>();
  #read = 0;

  constructor(columns: PartitionColumns) {
    this.#columns = columns;
  }

  of(user: number): RowList {
    this.goOn();
    const slot = slotOf(this.#users, user);
    const isKnown = this.#users[slot] === user;
    const older = isKnown
      ? this.#order.subarray(this.#starts[slot], this.#starts[slot + 1])
      : this.#order.subarray(0, 0);
    const newer = this.#newer.get(user) ?? [];
    return {
      length: older.length + newer.length,
      at: (index) => (index < older.length ? older[index] : newer[index - older.length]) as number,
    };
  }

  /** True where the rows of a user are found at once. */
  get isReady(): boolean {
    return this.#read === this.#columns.length;
  }

  /** Goes through the rows that are new. */
  goOn(): void {
    const { length, user } = this.#columns;
    if (length - this.#built > 1024 + this.#built / 4) this.#build();
    for (; this.#read < length; this.#read++) {
      const number = user[this.#read] as number;
      const rows = this.#newer.get(number);
      if (rows) rows.push(this.#read);
      else if (number !== 0) this.#newer.set(number, [this.#read]);
    }
  }

  #build(): void {
    const { length, user } = this.#columns;
    const users = countUsers(user, length);
    this.#starts = new Int32Array(users.length + 1);
    for (const [slot, number] of users.entries()) {
      const start = this.#starts[slot] as number;
      this.#starts[slot + 1] = start + (counts[number] as number);
      counts[number] = start;
    }
    this.#order = new Int32Array(this.#starts[users.length] as number);
    for (let row = 0; row < length; row++) {
      const number = user[row] as number;
      if (number !== 0) this.#order[(counts[number] as number)++] = row;
    }
    for (const number of users) counts[number] = 0;
    this.#users = users;
    this.#built = this.#read = length;
    this.#newer = new Map();
  }
}

/** Counts rows by user into `counts`; the users there are, ascending. */
function countUsers(user: Int32Array, length: number): Int32Array<ArrayBuffer> {
  let highest = 0;
  for (let row = 0; row < length; row++) highest = Math.max(highest, user[row] as number);
  if (highest >= counts.length) counts = new Int32Array(highest + 1);
  const found: number[] = [];
  for (let row = 0; row < length; row++) {
    const number = user[row] as number;
    if (number === 0) continue;
    if (counts[number] === 0) found.push(number);
    (counts[number] as number)++;
  }
  return Int32Array.from(found).sort();
}

function slotOf(users: Int32Array, user: number): number {
  let low = 0;
  let high = users.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((users[middle] as number) < user) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many rows of a list stand before a row. */
export function countBefore(rows: RowList, row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows.at(middle) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
