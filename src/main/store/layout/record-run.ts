import { partitionOfPlace } from '../place.ts';
import { type ColumnRun, kindOf, type RunSlice } from './event-columns.ts';
import {
  appendForm,
  type ByteRun,
  type RecordBytes,
  readForm,
  reserveBytes,
  type WholeValue,
} from './record-form.ts';
import type { RecordRow } from './record-row.ts';

/**
 * The bytes of records of one partition, ascending by place, one behind the other in the form in
 * which they are stored.
 */
export type FormRun = ByteRun & {
  length: number;
  place: Float64Array;
  /** Where each record begins. */
  start: Float64Array;
  /** Of the values of which only the beginning is here: what they were. */
  cut: CutValue[];
};

/** What a value was that is stored cut. */
export type CutValue = WholeValue & { readonly place: number };

/**
 * Records of one partition, ascending by place, in columns that two threads can look at
 * (the one that plans and the one that writes): what `ColumnRun` has, identities (0: none), and
 * their bytes in the form in which they are stored. Only the first `length` rows and the first
 * `used` bytes count; the rest is room.
 */
export type RecordRun = { -readonly [Column in keyof ColumnRun]: ColumnRun[Column] } & FormRun & {
    identity: Float64Array;
  };

const firstRows = 64;
const firstBytes = 32 * 1024;

const sharedFloats = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length));
const sharedInts = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
const sharedBytes = (length: number) => new Uint8Array(new SharedArrayBuffer(length));

const columnNames = [
  ...(['place', 'tau', 'timestamp', 'time', 'kind', 'flags', 'anomalies'] as const),
  ...(['user', 'role', 'actor', 'identity'] as const),
];

/** A run without records. */
export function emptyRun(): RecordRun {
  return {
    length: 0,
    place: sharedFloats(firstRows),
    tau: sharedFloats(firstRows),
    timestamp: sharedFloats(firstRows),
    time: sharedFloats(firstRows),
    kind: sharedBytes(firstRows),
    flags: sharedBytes(firstRows),
    anomalies: sharedBytes(firstRows),
    user: sharedInts(firstRows),
    role: sharedInts(firstRows),
    actor: sharedInts(firstRows),
    identity: sharedFloats(firstRows),
    start: sharedFloats(firstRows),
    bytes: sharedBytes(firstBytes),
    used: 0,
    cut: [],
  };
}

/** Takes every record out; the room stays. */
export function clearRun(run: RecordRun): void {
  run.length = 0;
  run.used = 0;
  run.cut = [];
}

/** The partition of a run that has records. */
export function partitionOfRun(run: RecordRun): number {
  return partitionOfPlace(run.place[0] as number);
}

/** Room for so many records, and so many bytes of them. */
export type RunRoom = { readonly rows: number; readonly bytes: number };

/** Makes room for what is about to be added: a run that only grows as it comes is copied again and again. */
export function reserveRun(run: RecordRun, { rows, bytes }: RunRoom): void {
  while (run.place.length < run.length + rows) widen(run);
  reserveBytes(run, bytes);
}

/** Adds a record behind the last; its bytes are copied. */
export function addRecord(run: RecordRun, row: RecordRow): void {
  const at = run.length;
  if (at === run.place.length) widen(run);
  run.place[at] = row.place;
  run.tau[at] = row.tau;
  run.timestamp[at] = row.timestamp;
  run.time[at] = row.time;
  run.kind[at] = kindOf(row);
  run.flags[at] = row.flags;
  run.anomalies[at] = row.anomalies;
  run.user[at] = row.user ?? 0;
  run.role[at] = row.role ?? 0;
  run.actor[at] = row.actor ?? 0;
  run.identity[at] = row.identity ?? 0;
  run.start[at] = run.used;
  appendForm(run, row);
  if (row.whole) run.cut.push({ place: row.place, ...row.whole });
  run.length++;
}

function widen(run: RecordRun): void {
  const rows = 2 * run.place.length;
  run.place = copied(run.place, sharedFloats(rows));
  run.tau = copied(run.tau, sharedFloats(rows));
  run.timestamp = copied(run.timestamp, sharedFloats(rows));
  run.time = copied(run.time, sharedFloats(rows));
  run.kind = copied(run.kind, sharedBytes(rows));
  run.flags = copied(run.flags, sharedBytes(rows));
  run.anomalies = copied(run.anomalies, sharedBytes(rows));
  run.user = copied(run.user, sharedInts(rows));
  run.role = copied(run.role, sharedInts(rows));
  run.actor = copied(run.actor, sharedInts(rows));
  run.identity = copied(run.identity, sharedFloats(rows));
  run.start = copied(run.start, sharedFloats(rows));
}

function copied<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}

/** Adds a slice of another run behind the last record. */
export function addRows(run: RecordRun, more: RecordRun, slice: RunSlice): void {
  const { from, to } = slice;
  const [begin, end] = [bytesBefore(more, from), bytesBefore(more, to)];
  const shift = run.used - begin;
  const bytes = run.used + end - begin;
  reserveBytes(run, end - begin);
  run.bytes.set(more.bytes.subarray(begin, end), run.used);
  const before = run.length;
  addColumns(run, more, slice);
  for (let row = from; row < to; row++) {
    run.start[before + row - from] = shift + (more.start[row] as number);
  }
  run.used = bytes;
}

/** Adds what is known of a slice of another run, without its bytes. */
export function addColumns(run: RecordRun, more: RecordRun, { from, to }: RunSlice): void {
  const rows = run.length + to - from;
  while (run.place.length < rows) widen(run);
  for (const name of columnNames) {
    (run[name] as Float64Array).set(more[name].subarray(from, to) as Float64Array, run.length);
  }
  run.length = rows;
}

/** The bytes of one record of a run: a copy, since what decodes it refuses shared memory. */
export function bytesInRun(run: RecordRun, row: number): RecordBytes {
  return readForm(formInRun(run, row), 0);
}

/** A copy of the bytes of one record, in the form in which it is stored. */
export function formInRun(run: FormRun, row: number): Buffer {
  return Buffer.from(run.bytes.subarray(run.start[row], bytesBefore(run, row + 1)));
}

/** How many bytes the records before a row have. */
export function bytesBefore({ start, length, used }: FormRun, row: number): number {
  return row < length ? (start[row] as number) : used;
}
