/** Bytes that grow as numbers are appended to them. */
export class ByteWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(expected: number) {
    this.#bytes = Buffer.allocUnsafe(Math.max(64, expected));
  }

  /** An integer from 0 to 2^53 - 1, seven bits a byte, the lowest first. */
  unsigned(value: number): void {
    this.#reserve(8);
    let rest = value;
    // Bit operations hold for 31 bits; what is above them is divided off first.
    while (rest >= 0x80000000) {
      this.#bytes[this.#length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  /** A safe integer told by how far it is from one the reader knows; from far away as it is. */
  near(value: number, known: number): void {
    const distance = value - known;
    if (Math.abs(distance) < farAway) {
      this.unsigned((distance >= 0 ? distance * 2 : -distance * 2 - 1) + 1);
      return;
    }
    this.#reserve(9);
    this.#bytes[this.#length++] = 0;
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
  }

  run(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** What was written, without a copy: no more may be written after it. */
  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const wider = Buffer.allocUnsafe(2 * (this.#length + more));
    wider.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = wider;
  }
}

// Twice as much is still a safe integer.
const farAway = 2 ** 51;
