import { PackedBytesError } from './pack-bytes.ts';

/** Reads what a `ByteWriter` wrote, in the same order. */
export class ByteSource {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** How many bytes were read. */
  get at(): number {
    return this.#at;
  }

  unsigned(): number {
    const first = this.#bytes[this.#at++] as number;
    if (first < 0x80) return first;
    let value = first & 0x7f;
    let factor = 128;
    for (;;) {
      const next = this.#bytes[this.#at++];
      if (next === undefined) throw new PackedBytesError('they end within a number.');
      value += (next & 0x7f) * factor;
      if (next < 0x80) return value;
      factor *= 128;
    }
  }

  near(known: number): number {
    const code = this.unsigned();
    if (code === 0) {
      const value = this.#bytes.readDoubleLE(this.#at);
      this.#at += 8;
      return value;
    }
    const raw = code - 1;
    return known + (raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2);
  }

  /** The next bytes, not copied. */
  run(length: number): Buffer {
    const from = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) throw new PackedBytesError('they end within a run.');
    return this.#bytes.subarray(from, this.#at);
  }
}
