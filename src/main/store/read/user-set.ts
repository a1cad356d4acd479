/** A set of users by their number: a byte for each there is. */
export class UserSet {
  #marks = new Uint8Array(0);
  size = 0;

  /** A set with room for users below a number. */
  constructor(room = 0) {
    this.#marks = new Uint8Array(room);
  }

  has(user: number): boolean {
    return this.#marks[user] === 1;
  }

  add(user: number): void {
    if (this.has(user)) return;
    if (user >= this.#marks.length) {
      const wider = new Uint8Array(Math.ceil((user + 1) * 1.5));
      wider.set(this.#marks);
      this.#marks = wider;
    }
    this.#marks[user] = 1;
    this.size++;
  }

  delete(user: number): void {
    if (!this.has(user)) return;
    this.#marks[user] = 0;
    this.size--;
  }

  /** The users, ascending. */
  *[Symbol.iterator](): IterableIterator<number> {
    for (let user = this.#marks.indexOf(1); user >= 0; ) {
      yield user;
      user = this.#marks.indexOf(1, user + 1);
    }
  }
}
