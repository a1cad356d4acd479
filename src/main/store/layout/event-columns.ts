import { ByteSource } from './byte-source.ts';
import { ByteWriter } from './byte-writer.ts';
import { packBytes, unpackBytes } from './pack-bytes.ts';
import type { RecordRow } from './record-row.ts';

/**
 * What is known of a run of records of one partition, but for their bytes: a column a property,
 * ascending by place. Of user, role and actor 0 is nobody.
 */
export type ColumnRun = {
  readonly length: number;
  readonly place: Float64Array;
  readonly tau: Float64Array;
  readonly timestamp: Float64Array;
  readonly time: Float64Array;
  /** See `kindOf`. */
  readonly kind: Uint8Array;
  readonly flags: Uint8Array;
  readonly anomalies: Uint8Array;
  readonly user: Int32Array;
  readonly role: Int32Array;
  readonly actor: Int32Array;
};

const appended = 0x80;
const classShift = 4;
const classMask = 7;
const typeMask = 15;

/** Class, type and timestamp type in one byte. */
export function kindOf({ class: code, type, timestampType }: RecordRow): number {
  const stamped = timestampType === 0 ? 0 : appended;
  return stamped | (code << classShift) | (type === null ? 0 : type + 1);
}

/** The class code in a kind. */
export function classOfKind(kind: number): number {
  return (kind >> classShift) & classMask;
}

/** The index into `eventTypes` in a kind; -1 where it is none of the nine. */
export function typeOfKind(kind: number): number {
  return (kind & typeMask) - 1;
}

/** 0 where the producer set the timestamp, 1 where the log did. */
export function timestampTypeOfKind(kind: number): number {
  return kind & appended ? 1 : 0;
}

/** Rows [from, to) of a run. */
export type RunSlice = { readonly from: number; readonly to: number };

/** Packs the columns of a slice of a run; a record is told by how it differs from the one before. */
export function encodeColumns(run: ColumnRun, { from, to }: RunSlice): Buffer {
  const out = new ByteWriter((to - from) * 16);
  const { place, tau, timestamp, time } = run;
  let before = (place[from] as number) - 1;
  for (let row = from; row < to; row++) {
    out.unsigned((place[row] as number) - before - 1);
    before = place[row] as number;
  }
  before = 0;
  for (let row = from; row < to; row++) {
    out.unsigned((tau[row] as number) - before);
    before = tau[row] as number;
  }
  for (let row = from; row < to; row++) out.near(timestamp[row] as number, tau[row] as number);
  for (let row = from; row < to; row++) out.near(time[row] as number, timestamp[row] as number);
  for (const column of [run.kind, run.flags, run.anomalies]) out.run(column.subarray(from, to));
  for (const column of [run.user, run.role, run.actor]) {
    for (let row = from; row < to; row++) out.unsigned(column[row] as number);
  }
  return packBytes(out.finish());
}

/** The columns of `length` records from `place` on. Throws PackedBytesError where the bytes are not theirs. */
export function decodeColumns(packed: Uint8Array, place: number, length: number): ColumnRun {
  const source = new ByteSource(unpackBytes(packed));
  const run = columnsFor(length);
  let at = place - 1;
  for (let row = 0; row < length; row++) {
    at += source.unsigned() + 1;
    run.place[row] = at;
  }
  let tau = 0;
  for (let row = 0; row < length; row++) {
    tau += source.unsigned();
    run.tau[row] = tau;
  }
  for (let row = 0; row < length; row++) run.timestamp[row] = source.near(run.tau[row] as number);
  for (let row = 0; row < length; row++) run.time[row] = source.near(run.timestamp[row] as number);
  run.kind.set(source.run(length));
  run.flags.set(source.run(length));
  run.anomalies.set(source.run(length));
  for (let row = 0; row < length; row++) run.user[row] = source.unsigned();
  for (let row = 0; row < length; row++) run.role[row] = source.unsigned();
  for (let row = 0; row < length; row++) run.actor[row] = source.unsigned();
  return run;
}

function columnsFor(length: number): ColumnRun {
  return {
    length,
    place: new Float64Array(length),
    tau: new Float64Array(length),
    timestamp: new Float64Array(length),
    time: new Float64Array(length),
    kind: new Uint8Array(length),
    flags: new Uint8Array(length),
    anomalies: new Uint8Array(length),
    user: new Int32Array(length),
    role: new Int32Array(length),
    actor: new Int32Array(length),
  };
}
