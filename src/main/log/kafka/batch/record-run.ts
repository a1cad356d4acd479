import { offset } from '../../../../shared/log/offset.ts';
import {
  type PackedRecord,
  type PackedRun,
  packedRun,
  putRecord,
  recordsOf,
} from '../../../../shared/log/packed-record.ts';
import type { BatchHeader } from './batch-header.ts';

/** Its length, attributes, two deltas, and three lengths of nothing. */
const smallestRecord = 7;

/**
 * Reads the records of one batch from its inflated body (Kafka documentation, "Record"); null where
 * its framing is broken. They stay in `body`, from which views of them are made when asked for.
 */
export function readRecords(
  body: Uint8Array,
  header: BatchHeader,
  partition: number,
): PackedRecord[] | null {
  const { recordCount } = header;
  // How many it says there are decides how much room is made: never more than fit.
  if (recordCount * smallestRecord > body.length) return null;
  const run = packedRun(partition, body, recordCount);
  const reader = new RecordReader(run, header);
  for (let row = 0; row < recordCount; row++) if (!reader.read(row)) return null;
  return reader.atEnd() ? recordsOf(run, 0, recordCount) : null;
}

/** Walks over the records of one body. This is the hottest loop of the reader: no closures, no nulls between. */
class RecordReader {
  private readonly run: PackedRun;
  private readonly bytes: Uint8Array;
  private readonly header: BatchHeader;
  private readonly timestampType: 'create' | 'append';
  private at = 0;
  private lastDelta = -1;
  private broken = false;

  constructor(run: PackedRun, header: BatchHeader) {
    this.run = run;
    this.bytes = run.bytes;
    this.header = header;
    this.timestampType = header.appendTime ? 'append' : 'create';
  }

  atEnd(): boolean {
    return this.at === this.bytes.length;
  }

  /** Reads the next record into a row of the run; false where it is broken. */
  read(row: number): boolean {
    const size = this.varint();
    const end = this.at + size;
    if (this.broken || size < 0 || end > this.bytes.length) return false;
    this.at++; // attributes: none are defined
    const timestampDelta = this.varint();
    const offsetDelta = this.varint();
    if (offsetDelta <= this.lastDelta || offsetDelta > this.header.lastOffsetDelta) return false;
    this.lastDelta = offsetDelta;
    const keyLength = this.pass(end);
    const keyTo = this.at;
    const valueLength = this.pass(end);
    const valueTo = this.at;
    if (this.broken || this.at >= end) return false;
    this.at = end;
    const { header, timestampType } = this;
    putRecord(this.run, row, {
      offset: offset(header.baseOffset + offsetDelta),
      timestamp: header.appendTime ? header.maxTimestamp : header.baseTimestamp + timestampDelta,
      timestampType,
      keyFrom: keyLength < 0 ? -1 : keyTo - keyLength,
      keyTo,
      valueFrom: valueLength < 0 ? -1 : valueTo - valueLength,
      valueTo,
      headersFrom: valueTo,
      headersTo: end,
    });
    return true;
  }

  /** Moves past bytes with their length before them, which end at `end` or before; their length, -1 for null. */
  private pass(end: number): number {
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
