import { mostPartitions, partitionOfPlace } from '../place.ts';

/** What a user is searched in from a place on, in lower case. */
export type TextSpan = { readonly user: number; readonly place: number; readonly text: string };

type Named = {
  readonly userId: string;
  readonly username: string | null;
  readonly email: string | null;
  readonly displayName: string | null;
};

// Nobody looks for it, so that nothing is found across two texts. Of one byte: wider characters in
// every text made them take twice as long.
const separator = '\0';

/** Names, e-mail and id of a user as one text in lower case. */
export function textOf({ userId, username, email, displayName }: Named): string {
  const names = `${username ?? ''}${separator}${email ?? ''}${separator}${displayName ?? ''}`;
  return `${names}${separator}${userId}`.toLowerCase();
}

/**
 * Names, e-mails and ids of all users over all time as one run of bytes: a search is one pass over
 * it, some gigabytes a second, and finds parts of words of any length.
 */
export class UserTexts {
  #bytes = Buffer.alloc(0);
  #used = 0;
  /** Where each text begins; one more than there are texts. */
  #starts = new Float64Array(1);
  #users = new Int32Array(0);
  #places = new Float64Array(0);
  /** The text that replaces each one; -1 where none does. */
  #next = new Int32Array(0);
  #length = 0;
  /** The last text of each user in each partition: what it says is not said again. */
  readonly #last = new Map<number, number>();

  /** Adds texts; those of a user in a partition ascending by place, and after those that are there. */
  add(spans: readonly TextSpan[]): void {
    for (const span of spans) this.#addOne(span);
  }

  /** The users whose text holds the needle (lower case) at a cut: `boundOf` gives a partition's first place not below it. */
  search(needle: string, boundOf: (partition: number) => number): Set<number> {
    const found = new Set<number>();
    const sought = Buffer.from(needle);
    const bytes = this.#bytes.subarray(0, this.#used);
    for (let at = bytes.indexOf(sought); at >= 0; ) {
      const text = this.#textAt(at);
      if (this.#holdsAt(text, boundOf)) found.add(this.#users[text] as number);
      at = bytes.indexOf(sought, this.#starts[text + 1] as number);
    }
    return found;
  }

  #addOne({ user, place, text }: TextSpan): void {
    const key = user * mostPartitions + partitionOfPlace(place);
    const last = this.#last.get(key);
    const said = text + separator;
    // No character takes more than three bytes for each of its units.
    this.#reserve(3 * said.length);
    const end = this.#used + this.#bytes.write(said, this.#used);
    if (last !== undefined && this.#saysTheSame(last, end)) return;
    const at = this.#length++;
    this.#used = end;
    this.#users[at] = user;
    this.#places[at] = place;
    this.#starts[at + 1] = this.#used;
    this.#next[at] = -1;
    if (last !== undefined) this.#next[last] = at;
    this.#last.set(key, at);
  }

  /** True where a text is the one that was just written behind the last, up to `end`. */
  #saysTheSame(text: number, end: number): boolean {
    const [from, to] = [this.#starts[text], this.#starts[text + 1]];
    return this.#bytes.compare(this.#bytes, from, to, this.#used, end) === 0;
  }

  #holdsAt(text: number, boundOf: (partition: number) => number): boolean {
    const place = this.#places[text] as number;
    const bound = boundOf(partitionOfPlace(place));
    const next = this.#next[text] as number;
    return place < bound && (next < 0 || (this.#places[next] as number) >= bound);
  }

  #textAt(byte: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle + 1] as number) <= byte) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #reserve(more: number): void {
    if (this.#used + more > this.#bytes.length) {
      const wider = Buffer.allocUnsafe(Math.ceil(1.5 * (this.#used + more)) + 4096);
      wider.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = wider;
    }
    if (this.#length < this.#users.length) return;
    const room = Math.ceil(1.5 * this.#length) + 256;
    this.#users = widened(this.#users, new Int32Array(room));
    this.#next = widened(this.#next, new Int32Array(room));
    this.#places = widened(this.#places, new Float64Array(room));
    this.#starts = widened(this.#starts, new Float64Array(room + 1));
  }
}

function widened<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
