/** Why bytes are not the JSON that was expected; its message is a sentence for a person. */
export class JsonFault extends Error {}

const quote = 0x22;
const backslash = 0x5c;
const mostDepth = 64;
const simpleEscapes = new Map(
  Object.entries({ '"': 0x22, '\\': 0x5c, '/': 0x2f, b: 8, f: 12, n: 10, r: 13, t: 9 }).map(
    ([letter, byte]) => [letter.charCodeAt(0), byte],
  ),
);

/**
 * Reads JSON from bytes, its strings as bytes: what stands in a string need not be UTF-8. Throws
 * `JsonFault`.
 */
export class ByteJson {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Calls back for each member of an object; the callback reads the value. */
  object(member: (name: string) => void): void {
    this.#expect('{');
    if (this.#take('}')) return;
    do {
      const name = this.#string().toString('utf8');
      this.#expect(':');
      member(name);
    } while (this.#take(','));
    this.#expect('}');
  }

  /** Calls back for each element of an array; the callback reads it. */
  array(element: () => void): void {
    this.#expect('[');
    if (this.#take(']')) return;
    do element();
    while (this.#take(','));
    this.#expect(']');
  }

  /** A string as bytes, or null. */
  bytes(): Buffer | null {
    return this.#takeWord('null') ? null : this.#string();
  }

  /** An integer in the safe range. */
  integer(): number {
    const digits = this.#number();
    const value = Number(digits);
    if (!/^-?\d+$/.test(digits) || !Number.isSafeInteger(value)) {
      throw new JsonFault(`"${digits.slice(0, 40)}" is not a whole number that fits`);
    }
    return value;
  }

  /** Any value, passed over. */
  skip(depth = 0): void {
    if (depth > mostDepth) throw new JsonFault(`it is nested more than ${mostDepth} levels deep`);
    this.#space();
    const byte = this.#bytes[this.#at];
    if (byte === quote) this.#string();
    else if (byte === 0x7b) this.object(() => this.skip(depth + 1));
    else if (byte === 0x5b) this.array(() => this.skip(depth + 1));
    else if (!['null', 'true', 'false'].some((word) => this.#takeWord(word))) this.#number();
  }

  /** Nothing but white space may follow. */
  end(): void {
    this.#space();
    if (this.#at < this.#bytes.length) throw new JsonFault('something stands after its end');
  }

  #string(): Buffer {
    this.#expect('"');
    const start = this.#at;
    for (let at = start; at < this.#bytes.length; at++) {
      const byte = this.#bytes[at] as number;
      if (byte === quote) {
        this.#at = at + 1;
        return this.#bytes.subarray(start, at);
      }
      if (byte === backslash) return this.#escapedString(start, at);
      if (byte < 0x20) break;
    }
    throw new JsonFault('a string in it does not end');
  }

  #escapedString(start: number, firstEscape: number): Buffer {
    // Escapes only ever get shorter.
    const out = Buffer.allocUnsafe(this.#stringEnd(firstEscape) - start);
    this.#bytes.copy(out, 0, start, firstEscape);
    let length = firstEscape - start;
    this.#at = firstEscape;
    for (;;) {
      const byte = this.#bytes[this.#at++] as number;
      if (byte === quote) return out.subarray(0, length);
      if (byte === backslash) length += out.write(this.#escape(), length, 'latin1');
      else out[length++] = byte;
    }
  }

  #stringEnd(from: number): number {
    for (let at = from; at < this.#bytes.length; at++) {
      const byte = this.#bytes[at] as number;
      if (byte === backslash) at++;
      else if (byte === quote) return at;
      else if (byte < 0x20) break;
    }
    throw new JsonFault('a string in it does not end');
  }

  /** The bytes an escape stands for, one a letter. */
  #escape(): string {
    const letter = this.#bytes[this.#at++] as number;
    const simple = simpleEscapes.get(letter);
    if (simple !== undefined) return String.fromCharCode(simple);
    if (letter !== 0x75) throw new JsonFault('it holds an escape that JSON does not know');
    const unit = this.#hexUnit();
    const isHigh = unit >= 0xd800 && unit < 0xdc00;
    const isPair =
      isHigh && this.#bytes[this.#at] === backslash && this.#bytes[this.#at + 1] === 0x75;
    if (isPair) this.#at += 2;
    const text = isPair ? String.fromCharCode(unit, this.#hexUnit()) : String.fromCharCode(unit);
    if (!text.isWellFormed()) throw new JsonFault('it holds half of a surrogate pair');
    return Buffer.from(text, 'utf8').toString('latin1');
  }

  #hexUnit(): number {
    const digits = this.#bytes.toString('latin1', this.#at, this.#at + 4);
    if (!/^[0-9a-f]{4}$/i.test(digits)) throw new JsonFault('it holds a broken \\u escape');
    this.#at += 4;
    return Number.parseInt(digits, 16);
  }

  #number(): string {
    this.#space();
    const start = this.#at;
    while (isNumberByte(this.#bytes[this.#at])) this.#at++;
    const digits = this.#bytes.toString('latin1', start, this.#at);
    if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(digits)) {
      throw new JsonFault('a value in it is no JSON');
    }
    return digits;
  }

  #space(): void {
    while (isSpace(this.#bytes[this.#at])) this.#at++;
  }

  #take(letter: string): boolean {
    this.#space();
    if (this.#bytes[this.#at] !== letter.charCodeAt(0)) return false;
    this.#at++;
    return true;
  }

  #expect(letter: string): void {
    if (this.#take(letter)) return;
    const isOver = this.#at >= this.#bytes.length;
    throw new JsonFault(isOver ? 'it stops before it is complete' : `"${letter}" is missing`);
  }

  #takeWord(word: string): boolean {
    this.#space();
    if (this.#bytes.toString('latin1', this.#at, this.#at + word.length) !== word) return false;
    this.#at += word.length;
    return true;
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a;
}

function isNumberByte(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return (byte >= 0x30 && byte <= 0x39) || '+-.eE'.includes(String.fromCharCode(byte));
}
