import { offset } from '../../../../shared/log/offset.ts';
import { PackedRecord } from '../../../../shared/log/packed-record.ts';
import type { LogRecord } from '../../../../shared/log/record.ts';
import type { BatchHeader } from './batch-header.ts';

/**
 * Reads the records of one batch from its inflated body (Kafka documentation, "Record"); null where
 * its framing is broken. They stay in `body`, from which views of them are made when asked for.
 */
export function readRecords(
  body: Uint8Array,
  header: BatchHeader,
  partition: number,
): LogRecord[] | null {
  const run = new RecordRun(body, header, partition);
  const records: LogRecord[] = [];
  for (let index = 0; index < header.recordCount; index++) {
    const record = run.read();
    if (!record) return null;
    records.push(record);
  }
  return run.atEnd() ? records : null;
}

/** Walks over the records of one body. This is the hottest loop of the reader: no closures, no nulls between. */
class RecordRun {
  private readonly bytes: Uint8Array;
  private readonly header: BatchHeader;
  private readonly partition: number;
  private readonly timestampType: 'create' | 'append';
  private at = 0;
  private lastDelta = -1;
  private broken = false;

  constructor(bytes: Uint8Array, header: BatchHeader, partition: number) {
    this.bytes = bytes;
    this.header = header;
    this.partition = partition;
    this.timestampType = header.appendTime ? 'append' : 'create';
  }

  atEnd(): boolean {
    return this.at === this.bytes.length;
  }

  read(): LogRecord | null {
    const size = this.varint();
    const end = this.at + size;
    if (this.broken || size < 0 || end > this.bytes.length) return null;
    this.at++; // attributes: none are defined
    const timestampDelta = this.varint();
    const offsetDelta = this.varint();
    if (offsetDelta <= this.lastDelta || offsetDelta > this.header.lastOffsetDelta) return null;
    this.lastDelta = offsetDelta;
    const keyLength = this.run(end);
    const keyTo = this.at;
    const valueLength = this.run(end);
    const valueTo = this.at;
    if (this.broken || this.at >= end) return null;
    this.at = end;
    const { header, partition, timestampType } = this;
    return new PackedRecord({
      partition,
      offset: offset(header.baseOffset + offsetDelta),
      timestamp: header.appendTime ? header.maxTimestamp : header.baseTimestamp + timestampDelta,
      timestampType,
      bytes: this.bytes,
      keyFrom: keyLength < 0 ? -1 : keyTo - keyLength,
      keyTo,
      valueFrom: valueLength < 0 ? -1 : valueTo - valueLength,
      valueTo,
      headersFrom: valueTo,
      headersTo: end,
    });
  }

  /** Moves past bytes with their length before them, which end at `end` or before; their length, -1 for null. */
  private run(end: number): number {
    const length = this.varint();
    if (length === -1) return -1;
    if (length < 0 || this.at + length > end) {
      this.broken = true;
      return -1;
    }
    this.at += length;
    return length;
  }

  private varint(): number {
    const byte = this.at < this.bytes.length ? (this.bytes[this.at] as number) : 0x80;
    if (byte >= 0x80) return this.longVarint();
    this.at++;
    return (byte >>> 1) ^ -(byte & 1);
  }

  /** Varints of several bytes, up to the ten of an int64; past 2^53 only an absurd time loses precision. */
  private longVarint(): number {
    let raw = 0;
    let factor = 1;
    for (let length = 0; length < 10 && this.at < this.bytes.length; length++) {
      const byte = this.bytes[this.at++] as number;
      raw += (byte & 0x7f) * factor;
      if (byte < 0x80) return raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2;
      factor *= 128;
    }
    this.broken = true;
    return 0;
  }
}
