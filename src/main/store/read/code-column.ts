import { IntColumn, type IntParts } from './int-column.ts';

/** A column as it goes from thread to thread. */
export type CodeParts = { readonly codes: IntParts; readonly numbers: number[] };

/** Numbers of which few differ, each kept as a small code: 1 byte a row for up to 127 of them. */
export class CodeColumn {
  readonly #codes: IntColumn;
  readonly #numbers: number[];
  readonly #codeOf: Map<number, number>;

  constructor({ codes, numbers }: CodeParts = { codes: new IntColumn().parts(), numbers: [] }) {
    this.#codes = IntColumn.of(codes);
    this.#numbers = numbers;
    this.#codeOf = new Map(numbers.map((number, code) => [number, code]));
  }

  parts(): CodeParts {
    return { codes: this.#codes.parts(), numbers: this.#numbers };
  }

  reserve(length: number): void {
    this.#codes.reserve(length);
  }

  /** Sets rows from `start` on to numbers from the one at `from` on. */
  setAll(start: number, numbers: Int32Array, from: number): void {
    let [last, code] = [-1, 0];
    for (let at = start, row = from; row < numbers.length; at++, row++) {
      const number = numbers[row] as number;
      // Often it is that of the row before.
      if (number !== last) [last, code] = [number, this.#codeFor(number)];
      this.#codes.set(at, code);
    }
  }

  #codeFor(number: number): number {
    const known = this.#codeOf.get(number);
    if (known !== undefined) return known;
    const code = this.#numbers.push(number) - 1;
    this.#codeOf.set(number, code);
    return code;
  }

  at(at: number): number {
    return this.#numbers[this.#codes.at(at)] as number;
  }

  /** The code of each row, for passes over many. */
  get codes(): IntColumn['values'] {
    return this.#codes.values;
  }

  /** What stands in `codes` for a number; -1 where no row has it. */
  codeOf(number: number): number {
    return this.#codeOf.get(number) ?? -1;
  }
}
