import type { PackedRecord } from '../../../shared/log/packed-record.ts';
import { partitionOfPlace } from '../place.ts';
import type { ColumnRun } from './event-columns.ts';
import { kindOf } from './event-columns.ts';
import type { RecordBytes, RecordRow } from './record-row.ts';

/**
 * Records of one partition, ascending by place, in columns that two threads can look at
 * (the one that plans and the one that writes): what `ColumnRun` has, identities (0: none), and the bytes. Only the first `length` rows
 * and the first `used` bytes count; the rest is room.
 */
export type RecordRun = { -readonly [Column in keyof ColumnRun]: ColumnRun[Column] } & {
  identity: Float64Array;
  /** Length of key, value and headers, three numbers a record; -1 for null. */
  lengths: Int32Array;
  /** Where the bytes of each record begin. */
  start: Float64Array;
  /** Key, value and headers of each record in turn. */
  bytes: Uint8Array;
  used: number;
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
    lengths: sharedInts(3 * firstRows),
    start: sharedFloats(firstRows),
    bytes: sharedBytes(firstBytes),
    used: 0,
  };
}

/** Takes every record out; the room stays. */
export function clearRun(run: RecordRun): void {
  run.length = 0;
  run.used = 0;
}

/** The partition of a run that has records. */
export function partitionOfRun(run: RecordRun): number {
  return partitionOfPlace(run.place[0] as number);
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
  if (row.packed) addPacked(run, 3 * at, row.packed);
  else {
    addBytes(run, 3 * at, row.key);
    addBytes(run, 3 * at + 1, row.value);
    addBytes(run, 3 * at + 2, row.headers);
  }
  run.length++;
}

/** One view where key, value and headers stand side by side, as in a local log; else one for each. */
function addPacked(run: RecordRun, part: number, packed: PackedRecord): void {
  const { bytes, keyFrom, keyTo, valueFrom, valueTo, headersFrom, headersTo } = packed;
  const isOnePiece = keyFrom >= 0 && keyTo === valueFrom && valueTo === headersFrom;
  if (!isOnePiece) {
    addBytes(run, part, packed.key);
    addBytes(run, part + 1, packed.value);
    addBytes(run, part + 2, packed.headers);
    return;
  }
  run.lengths[part] = keyTo - keyFrom;
  run.lengths[part + 1] = valueTo - valueFrom;
  run.lengths[part + 2] = headersTo - headersFrom;
  copyInto(run, bytes.subarray(keyFrom, headersTo));
}

function addBytes(run: RecordRun, part: number, bytes: Uint8Array | null): void {
  run.lengths[part] = bytes ? bytes.length : -1;
  if (bytes) copyInto(run, bytes);
}

function copyInto(run: RecordRun, bytes: Uint8Array): void {
  const end = run.used + bytes.length;
  if (end > run.bytes.length) run.bytes = copied(run.bytes, sharedBytes(Math.ceil(1.3 * end)));
  run.bytes.set(bytes, run.used);
  run.used = end;
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
  run.lengths = copied(run.lengths, sharedInts(3 * rows));
  run.start = copied(run.start, sharedFloats(rows));
}

function copied<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}

/** Adds the records of another run behind the last. */
export function addRun(run: RecordRun, more: RecordRun): void {
  const rows = run.length + more.length;
  while (run.place.length < rows) widen(run);
  const bytes = run.used + more.used;
  if (bytes > run.bytes.length) run.bytes = copied(run.bytes, sharedBytes(bytes));
  for (const name of columnNames) {
    (run[name] as Float64Array).set(
      more[name].subarray(0, more.length) as Float64Array,
      run.length,
    );
  }
  run.lengths.set(more.lengths.subarray(0, 3 * more.length), 3 * run.length);
  run.bytes.set(more.bytes.subarray(0, more.used), run.used);
  for (let row = 0; row < more.length; row++) {
    run.start[run.length + row] = run.used + (more.start[row] as number);
  }
  run.length = rows;
  run.used = bytes;
}

/** Takes the first records out; the others move up. */
export function dropRecords(run: RecordRun, count: number): void {
  const bytes = bytesBefore(run, count);
  for (const name of columnNames) run[name].copyWithin(0, count, run.length);
  run.lengths.copyWithin(0, 3 * count, 3 * run.length);
  run.start.copyWithin(0, count, run.length);
  run.bytes.copyWithin(0, bytes, run.used);
  run.length -= count;
  run.used -= bytes;
  for (let row = 0; row < run.length; row++) run.start[row] = (run.start[row] as number) - bytes;
}

/** The bytes of one record of a run. */
export function bytesInRun(run: RecordRun, row: number): RecordBytes {
  let at = bytesBefore(run, row);
  const [key, value, headers] = [0, 1, 2].map((index) => {
    const length = run.lengths[3 * row + index] as number;
    if (length < 0) return null;
    at += length;
    // A copy: what decodes it refuses shared memory.
    return Buffer.from(run.bytes.subarray(at - length, at));
  });
  return { key: key ?? null, value: value ?? null, headers: headers ?? Buffer.alloc(0) };
}

/** How many bytes the records before a row have. */
export function bytesBefore({ start, length, used }: RecordRun, row: number): number {
  return row < length ? (start[row] as number) : used;
}
