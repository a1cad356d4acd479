import { type ByteRun, beginsWith, isSame } from './byte-run.ts';
import { JsonMembers } from './json-members.ts';

const quote = 0x22;

/** Members of plain JSON objects that go by certain names, each known by its place among the names. */
export class PlainFields {
  readonly #names: readonly string[];
  readonly #members = new JsonMembers();
  /** The member of each name; -1 where there is none. */
  readonly #found: Int32Array;

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#found = new Int32Array(names.length);
  }

  /** Reads the object that fills the bytes [from, to); false where it is not plain, or names one of ours twice. */
  read(run: ByteRun, from: number, to: number): boolean {
    this.#found.fill(-1);
    if (!this.#members.read(run, from, to)) return false;
    for (let member = 0; member < this.#members.count; member++) {
      const place = this.#placeOf(run.bytes, member);
      if (place < 0) continue;
      if ((this.#found[place] as number) >= 0) return false;
      this.#found[place] = member;
    }
    return true;
  }

  /** True where no value is an object or an array, and no name stands twice. */
  isFlatAndDistinct({ bytes }: ByteRun): boolean {
    const { count, nameFrom, nameTo, valueFrom } = this.#members;
    for (let a = 0; a < count; a++) {
      const first = bytes[valueFrom[a] as number];
      if (first === 0x7b || first === 0x5b) return false;
      const from = nameFrom[a] as number;
      const length = (nameTo[a] as number) - from;
      for (let b = 0; b < a; b++) {
        const other = nameFrom[b] as number;
        const isAsLong = (nameTo[b] as number) - other === length;
        if (isAsLong && isSame(bytes, from, other, length)) return false;
      }
    }
    return true;
  }

  has(place: number): boolean {
    return (this.#found[place] as number) >= 0;
  }

  /** Where the value begins, its quote included. Only where it is there. */
  from(place: number): number {
    return this.#members.valueFrom[this.#found[place] as number] as number;
  }

  /** Where it ends, its quote included. Only where it is there. */
  to(place: number): number {
    return this.#members.valueTo[this.#found[place] as number] as number;
  }

  isText({ bytes }: ByteRun, place: number): boolean {
    return this.has(place) && bytes[this.from(place)] === quote;
  }

  isObject({ bytes }: ByteRun, place: number): boolean {
    return this.has(place) && bytes[this.from(place)] === 0x7b;
  }

  /** True for null too. */
  isAbsent({ bytes }: ByteRun, place: number): boolean {
    return !this.has(place) || bytes[this.from(place)] === 0x6e;
  }

  /** The letters of a text. */
  text({ buffer }: ByteRun, place: number): string {
    return buffer.toString('latin1', this.from(place) + 1, this.to(place) - 1);
  }

  #placeOf(bytes: Uint8Array, member: number): number {
    const from = this.#members.nameFrom[member] as number;
    const length = (this.#members.nameTo[member] as number) - from;
    for (let place = 0; place < this.#names.length; place++) {
      const name = this.#names[place] as string;
      if (name.length === length && beginsWith(bytes, from, name)) return place;
    }
    return -1;
  }
}
