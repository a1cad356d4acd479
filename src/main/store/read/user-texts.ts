import { partitionOfPlace } from '../place.ts';
import { UserPlaces, type UserPlacesParts } from './user-places.ts';
import { widened } from './widened.ts';

/** What a user is searched in from a place on: a text in lower case at [from, to) of some bytes. */
export type TextSpan = {
  readonly user: number;
  readonly place: number;
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
};

/** Texts as they go from thread to thread: what is in them is handed over, not copied. */
export type UserTextsParts = {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly used: number;
  readonly starts: Float64Array<ArrayBuffer>;
  readonly users: Int32Array<ArrayBuffer>;
  readonly places: Float64Array<ArrayBuffer>;
  readonly next: Int32Array<ArrayBuffer>;
  readonly length: number;
  readonly last: UserPlacesParts<number>;
};

type Named = {
  readonly userId: string;
  readonly username: string | null;
  readonly email: string | null;
  readonly displayName: string | null;
};

/** Stands behind each part of a text: nobody looks for it, so that nothing is found across two. */
export const textEnd = '\u0001';

/** Names, e-mail and id of a user as one text in lower case. */
export function textOf({ userId, username, email, displayName }: Named): string {
  return [username ?? '', email ?? '', displayName ?? '', userId].join(textEnd).toLowerCase();
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
  readonly #last: UserPlaces<number>;

  /** Without texts, or with those that were taken apart, in this thread or another. */
  constructor(parts?: UserTextsParts) {
    this.#last = new UserPlaces(parts?.last);
    if (!parts) return;
    this.#bytes = Buffer.from(parts.bytes.buffer, parts.bytes.byteOffset, parts.bytes.length);
    this.#used = parts.used;
    this.#starts = parts.starts;
    this.#users = parts.users;
    this.#places = parts.places;
    this.#next = parts.next;
    this.#length = parts.length;
  }

  /** Takes the texts apart, to be put together elsewhere: after that these are not to be used. */
  parts(): UserTextsParts {
    return {
      ...{ bytes: this.#bytes, used: this.#used, starts: this.#starts, users: this.#users },
      ...{ places: this.#places, next: this.#next, length: this.#length },
      last: this.#last.parts(),
    };
  }

  /**
   * Adds a text, of which each part ends with `textEnd`; those of a user in a partition come in
   * their order, after those that are there. With the first comes the id, of those by number.
   */
  add(span: TextSpan, ids: ReadonlyMap<number, string>): void {
    const { user, place } = span;
    const last = this.#last.get(user, place);
    if (last === undefined) this.#addId(ids.get(user) ?? '', span);
    else if (this.#saysTheSame(last, span)) return;
    const at = this.#append(span);
    if (last !== undefined) this.#next[last] = at;
    this.#last.set(user, place, at);
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

  #addId(id: string, { user, place }: TextSpan): void {
    const bytes = Buffer.from(id.toLowerCase() + textEnd);
    this.#append({ user, place, bytes, from: 0, to: bytes.length });
  }

  #append({ user, place, bytes, from, to }: TextSpan): number {
    this.#reserve(to - from);
    copy.call(bytes, this.#bytes, this.#used, from, to);
    this.#used += to - from;
    const at = this.#length++;
    this.#users[at] = user;
    this.#places[at] = place;
    this.#starts[at + 1] = this.#used;
    this.#next[at] = -1;
    return at;
  }

  #saysTheSame(text: number, { bytes, from, to }: TextSpan): boolean {
    const start = this.#starts[text] as number;
    if ((this.#starts[text + 1] as number) - start !== to - from) return false;
    for (let at = to - from - 1; at >= 0; at--) {
      if (this.#bytes[start + at] !== bytes[from + at]) return false;
    }
    return true;
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
      const wider = Buffer.allocUnsafeSlow(Math.ceil(1.5 * (this.#used + more)) + 4096);
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

// Copies without a view of either.
const { copy } = Buffer.prototype;
