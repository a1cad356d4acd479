/** Writes the primitive types of the Kafka protocol (kafka.apache.org/protocol), big-endian. */
export class WireWriter {
  private bytes: Buffer = Buffer.allocUnsafe(256);
  private at = 0;

  int8(value: number): this {
    this.room(1);
    this.at = this.bytes.writeInt8(value, this.at);
    return this;
  }

  int16(value: number): this {
    this.room(2);
    this.at = this.bytes.writeInt16BE(value, this.at);
    return this;
  }

  int32(value: number): this {
    this.room(4);
    this.at = this.bytes.writeInt32BE(value, this.at);
    return this;
  }

  uint32(value: number): this {
    this.room(4);
    this.at = this.bytes.writeUInt32BE(value, this.at);
    return this;
  }

  int64(value: number | bigint): this {
    this.room(8);
    this.at = this.bytes.writeBigInt64BE(BigInt(value), this.at);
    return this;
  }

  bool(value: boolean): this {
    return this.int8(value ? 1 : 0);
  }

  string(value: string | null): this {
    if (value === null) return this.int16(-1);
    const text = Buffer.from(value);
    return this.int16(text.length).raw(text);
  }

  compactString(value: string): this {
    const text = Buffer.from(value);
    return this.unsigned(text.length + 1).raw(text);
  }

  sizedBytes(value: Uint8Array): this {
    return this.int32(value.length).raw(value);
  }

  array<Item>(items: readonly Item[], write: (item: Item) => void): this {
    this.int32(items.length);
    for (const item of items) write(item);
    return this;
  }

  compactArray<Item>(items: readonly Item[], write: (item: Item) => void): this {
    this.unsigned(items.length + 1);
    for (const item of items) write(item);
    return this;
  }

  /** An empty set of tagged fields (KIP-482). */
  noTags(): this {
    return this.unsigned(0);
  }

  unsigned(value: number): this {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 128)) this.byte((rest % 128) | 0x80);
    return this.byte(rest);
  }

  varint(value: number): this {
    return this.unsigned(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  raw(bytes: Uint8Array): this {
    this.room(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }

  done(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  private byte(value: number): this {
    this.room(1);
    this.bytes[this.at++] = value;
    return this;
  }

  private room(length: number): void {
    if (this.at + length <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + length));
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
  }
}
