import type { Offset } from './offset.ts';
import type { LogRecord, TimestampType } from './record.ts';

/** A record that is to be packed: where its parts stand in the bytes of its run, [from, to). */
export type PackedParts = {
  readonly offset: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly timestampType: TimestampType;
  /** Below 0 where the key is null. */
  readonly keyFrom: number;
  readonly keyTo: number;
  /** Below 0 where the value is null. */
  readonly valueFrom: number;
  readonly valueTo: number;
  readonly headersFrom: number;
  readonly headersTo: number;
};

/** How many numbers `places` and `spans` hold of a record. */
const [placeWidth, spanWidth] = [2, 7];

/** Records of one partition that stand in one run of bytes, ascending: numbers, no object a record. */
export type PackedRun = {
  readonly partition: number;
  readonly bytes: Uint8Array;
  /** Offset and timestamp of each record in turn. */
  readonly places: Float64Array;
  /** Of each record in turn 0 (create) or 1 (append), then where key, value and headers begin and end. */
  readonly spans: Int32Array;
};

/** A run with room for so many records, to be filled by `putRecord`. */
export function packedRun(partition: number, bytes: Uint8Array, records: number): PackedRun {
  const places = new Float64Array(placeWidth * records);
  return { partition, bytes, places, spans: new Int32Array(spanWidth * records) };
}

/** Puts what is known of a record into a row of its run. */
export function putRecord({ places, spans }: PackedRun, row: number, parts: PackedParts): void {
  places[placeWidth * row] = parts.offset;
  places[placeWidth * row + 1] = parts.timestamp;
  const at = spanWidth * row;
  spans[at] = parts.timestampType === 'create' ? 0 : 1;
  spans[at + 1] = parts.keyFrom;
  spans[at + 2] = parts.keyTo;
  spans[at + 3] = parts.valueFrom;
  spans[at + 4] = parts.valueTo;
  spans[at + 5] = parts.headersFrom;
  spans[at + 6] = parts.headersTo;
}

/**
 * A record inside a run of many. Key, value and headers are views made when somebody asks: a view
 * costs 0.2 us and 104 bytes of heap, and planning an ordinary event reads the run itself.
 */
export class PackedRecord implements LogRecord {
  readonly run: PackedRun;
  readonly row: number;

  constructor(run: PackedRun, row: number) {
    this.run = run;
    this.row = row;
  }

  get partition(): number {
    return this.run.partition;
  }

  get offset(): Offset {
    return this.run.places[placeWidth * this.row] as Offset;
  }

  get timestamp(): number {
    return this.run.places[placeWidth * this.row + 1] as number;
  }

  get timestampType(): TimestampType {
    return this.run.spans[spanWidth * this.row] === 0 ? 'create' : 'append';
  }

  get bytes(): Uint8Array {
    return this.run.bytes;
  }

  get keyFrom(): number {
    return this.run.spans[spanWidth * this.row + 1] as number;
  }

  get keyTo(): number {
    return this.run.spans[spanWidth * this.row + 2] as number;
  }

  get valueFrom(): number {
    return this.run.spans[spanWidth * this.row + 3] as number;
  }

  get valueTo(): number {
    return this.run.spans[spanWidth * this.row + 4] as number;
  }

  get headersFrom(): number {
    return this.run.spans[spanWidth * this.row + 5] as number;
  }

  get headersTo(): number {
    return this.run.spans[spanWidth * this.row + 6] as number;
  }

  get key(): Uint8Array | null {
    return viewOf(this.bytes, this.keyFrom, this.keyTo);
  }

  get value(): Uint8Array | null {
    return viewOf(this.bytes, this.valueFrom, this.valueTo);
  }

  get headers(): Uint8Array {
    return this.bytes.subarray(this.headersFrom, this.headersTo);
  }
}

/** The records in rows [from, to) of a run. */
export function recordsOf(run: PackedRun, from: number, to: number): PackedRecord[] {
  const records: PackedRecord[] = [];
  for (let row = from; row < to; row++) records.push(new PackedRecord(run, row));
  return records;
}

// By the run's own kind, so that a Buffer gives Buffers.
function viewOf(bytes: Uint8Array, from: number, to: number): Uint8Array | null {
  return from < 0 ? null : bytes.subarray(from, to);
}
