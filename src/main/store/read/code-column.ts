import { IntColumn } from './int-column.ts';

/** Numbers of which few differ, each kept as a small code: 1 byte a row for up to 127 of them. */
export class CodeColumn {
  readonly #codes = new IntColumn();
  readonly #numbers: number[] = [];
  readonly #codeOf = new Map<number, number>();

  reserve(length: number): void {
    this.#codes.reserve(length);
  }

  set(at: number, number: number): void {
    let code = this.#codeOf.get(number);
    if (code === undefined) {
      code = this.#numbers.push(number) - 1;
      this.#codeOf.set(number, code);
    }
    this.#codes.set(at, code);
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
