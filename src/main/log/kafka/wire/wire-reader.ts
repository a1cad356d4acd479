/** Reads the primitive types of the Kafka protocol; throws RangeError where the bytes end early. */
export class WireReader {
  private at = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  int8(): number {
    return this.bytes.readInt8(this.step(1));
  }

  int16(): number {
    return this.bytes.readInt16BE(this.step(2));
  }

  int32(): number {
    return this.bytes.readInt32BE(this.step(4));
  }

  /** An int64 as a number; what lies past 2^53 loses precision, and is no offset anyway. */
  int64(): number {
    const high = this.bytes.readInt32BE(this.step(4));
    return high * 4_294_967_296 + this.bytes.readUInt32BE(this.step(4));
  }

  bool(): boolean {
    return this.int8() !== 0;
  }

  string(): string | null {
    const length = this.int16();
    return length < 0 ? null : this.take(length).toString();
  }

  compactString(): string | null {
    const length = this.unsigned() - 1;
    return length < 0 ? null : this.take(length).toString();
  }

  /** Bytes with an int32 length; null and empty are the same here. */
  sizedBytes(): Buffer {
    return this.take(Math.max(this.int32(), 0));
  }

  compactBytes(): Buffer {
    return this.take(Math.max(this.unsigned() - 1, 0));
  }

  array<Item>(read: () => Item): Item[] {
    return this.items(this.int32(), read);
  }

  compactArray<Item>(read: () => Item): Item[] {
    return this.items(this.unsigned() - 1, read);
  }

  /** Tagged fields (KIP-482): each known tag is read by `read`, the others are skipped. */
  tags(read?: (tag: number, field: WireReader) => void): void {
    const count = this.unsigned();
    for (let index = 0; index < count; index++) {
      const tag = this.unsigned();
      const field = new WireReader(this.take(this.unsigned()));
      read?.(tag, field);
    }
  }

  unsigned(): number {
    let value = 0;
    let factor = 1;
    for (let length = 0; length < 5; length++) {
      const byte = this.bytes.readUInt8(this.step(1));
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw new RangeError('An unsigned varint of the broker is too long.');
  }

  take(length: number): Buffer {
    const from = this.step(length);
    return this.bytes.subarray(from, from + length);
  }

  private items<Item>(count: number, read: () => Item): Item[] {
    const items: Item[] = [];
    for (let index = 0; index < count; index++) items.push(read());
    return items;
  }

  private step(length: number): number {
    const from = this.at;
    if (length < 0 || from + length > this.bytes.length) {
      throw new RangeError('An answer of the broker ends early.');
    }
    this.at += length;
    return from;
  }
}
