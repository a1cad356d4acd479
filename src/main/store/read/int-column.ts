type Ints = Int8Array | Int16Array | Int32Array | Float64Array;

const ladder = [
  { most: 2 ** 7 - 1, make: (length: number): Ints => new Int8Array(length) },
  { most: 2 ** 15 - 1, make: (length: number): Ints => new Int16Array(length) },
  { most: 2 ** 31 - 1, make: (length: number): Ints => new Int32Array(length) },
  { most: Number.MAX_SAFE_INTEGER, make: (length: number): Ints => new Float64Array(length) },
] as const;

/** A column as it goes from thread to thread. */
export type IntParts = { readonly step: number; readonly values: Ints };

/** Integers in as few bytes each as the widest so far needs: it widens by itself. */
export class IntColumn {
  #step = 0;
  /** What was set; the places behind it are room. Another array once it grew or widened. */
  values: Ints = new Int8Array(0);

  static of({ step, values }: IntParts): IntColumn {
    const column = new IntColumn();
    column.#step = step;
    column.values = values;
    return column;
  }

  parts(): IntParts {
    return { step: this.#step, values: this.values };
  }

  /** Makes room for so many. */
  reserve(length: number): void {
    if (length <= this.values.length) return;
    this.#move(length);
  }

  set(at: number, value: number): void {
    const size = value < 0 ? -value : value;
    if (size > (ladder[this.#step] as (typeof ladder)[number]).most) this.#widen(size);
    this.values[at] = value;
  }

  at(at: number): number {
    return this.values[at] as number;
  }

  #widen(size: number): void {
    this.#step = ladder.findIndex(({ most }) => size <= most);
    this.#move(this.values.length);
  }

  #move(length: number): void {
    const wider = (ladder[this.#step] as (typeof ladder)[number]).make(length);
    wider.set(this.values);
    this.values = wider;
  }
}
