import { type ColumnRun, classOfKind, typeOfKind } from '../layout/event-columns.ts';
import { classCode, flagBit } from '../record-codes.ts';
import { CodeColumn, type CodeParts } from './code-column.ts';
import { firstFrom } from './first-from.ts';
import { IntColumn, type IntParts } from './int-column.ts';
import { widened } from './widened.ts';

/** Every so many records the counts of what lies before are kept. */
const rankStep = 256;

/** A record that a person should look at: quarantined, or an anomaly nobody could expect. */
function isProblem(kind: number, flags: number, anomalies: number): boolean {
  if (anomalies !== 0 && (flags & flagBit.expected) === 0) return true;
  return classOfKind(kind) === classCode.quarantined;
}

type Times = { readonly timestamp: number; readonly time: number };

/** Columns as they go from thread to thread: what is in them is handed over, not copied. */
export type ColumnParts = {
  readonly partition: number;
  readonly length: number;
  readonly first: number;
  readonly bytes: Record<'kind' | 'flags' | 'anomalies', Uint8Array<ArrayBuffer>>;
  readonly tau: Float64Array<ArrayBuffer>;
  readonly user: Int32Array<ArrayBuffer>;
  readonly codes: Record<'role' | 'actor', CodeParts>;
  readonly ints: Record<'gap' | 'timestampBehindTau' | 'timeBehindTimestamp', IntParts>;
  readonly far: Map<number, Times>;
  readonly steps: Record<'events' | 'problems' | 'tau', number[]>;
  readonly totals: Record<'events' | 'problems', number>;
};

/**
 * What is known of the records of one partition, but for their bytes, in memory: about 26 bytes a
 * record. Rows ascend by place; tau never falls. Records are only ever added.
 */
export class PartitionColumns {
  readonly partition: number;
  length = 0;
  tau = new Float64Array(0);
  kind = new Uint8Array(0);
  flags = new Uint8Array(0);
  anomalies = new Uint8Array(0);
  user = new Int32Array(0);
  role = new CodeColumn();
  actor = new CodeColumn();
  /** Offsets left out before each record, from the first one on. */
  #gap = new IntColumn();
  #timestampBehindTau = new IntColumn();
  #timeBehindTimestamp = new IntColumn();
  /** Times too far from each other for their distance to be a safe integer. */
  #far = new Map<number, Times>();
  /** For every `rankStep`th row how many events and problems stand before it, and its tau. */
  #steps: ColumnParts['steps'] = { events: [0], problems: [0], tau: [] };
  #events = 0;
  #problems = 0;
  #first = 0;

  constructor(partition: number) {
    this.partition = partition;
  }

  /** The columns that were taken apart, in this thread or another. */
  static of(parts: ColumnParts): PartitionColumns {
    const columns = new PartitionColumns(parts.partition);
    const { bytes, codes, ints, totals } = parts;
    columns.length = parts.length;
    columns.kind = bytes.kind;
    columns.flags = bytes.flags;
    columns.anomalies = bytes.anomalies;
    columns.tau = parts.tau;
    columns.user = parts.user;
    columns.role = new CodeColumn(codes.role);
    columns.actor = new CodeColumn(codes.actor);
    columns.#gap = IntColumn.of(ints.gap);
    columns.#timestampBehindTau = IntColumn.of(ints.timestampBehindTau);
    columns.#timeBehindTimestamp = IntColumn.of(ints.timeBehindTimestamp);
    columns.#far = parts.far;
    columns.#steps = parts.steps;
    columns.#events = totals.events;
    columns.#problems = totals.problems;
    columns.#first = parts.first;
    return columns;
  }

  /** Takes the columns apart, to be put together elsewhere: after that these are not to be used. */
  parts(): ColumnParts {
    const { partition, length, kind, flags, anomalies, tau, user } = this;
    return {
      ...{ partition, length, first: this.#first },
      ...{ bytes: { kind, flags, anomalies }, tau, user },
      codes: { role: this.role.parts(), actor: this.actor.parts() },
      ints: {
        gap: this.#gap.parts(),
        timestampBehindTau: this.#timestampBehindTau.parts(),
        timeBehindTimestamp: this.#timeBehindTimestamp.parts(),
      },
      ...{ far: this.#far, steps: this.#steps },
      totals: { events: this.#events, problems: this.#problems },
    };
  }

  /** Makes room for so many records in all. */
  reserve(length: number): void {
    if (length <= this.tau.length) return;
    this.tau = widened(this.tau, new Float64Array(length));
    this.kind = widened(this.kind, new Uint8Array(length));
    this.flags = widened(this.flags, new Uint8Array(length));
    this.anomalies = widened(this.anomalies, new Uint8Array(length));
    this.user = widened(this.user, new Int32Array(length));
    const growing = [this.role, this.actor, this.#gap];
    for (const column of growing) column.reserve(length);
    this.#timestampBehindTau.reserve(length);
    this.#timeBehindTimestamp.reserve(length);
  }

  /** Adds the records of a run that come after those that are there. */
  add(run: ColumnRun): void {
    const known = this.length === 0 ? -1 : this.placeAt(this.length - 1);
    let from = 0;
    while (from < run.length && (run.place[from] as number) <= known) from++;
    if (from === run.length) return;
    if (this.length === 0) this.#first = run.place[0] as number;
    const length = this.length + run.length - from;
    if (length > this.tau.length) this.reserve(Math.ceil(length * 1.2) + rankStep);
    this.#addRows(run, from);
  }

  /** A column after the other: row by row it takes twice as long. */
  #addRows(run: ColumnRun, from: number): void {
    const start = this.length;
    this.tau.set(run.tau.subarray(from), start);
    this.kind.set(run.kind.subarray(from), start);
    this.flags.set(run.flags.subarray(from), start);
    this.anomalies.set(run.anomalies.subarray(from), start);
    this.user.set(run.user.subarray(from), start);
    this.role.setAll(start, run.role, from);
    this.actor.setAll(start, run.actor, from);
    this.length = start + run.length - from;
    // Where no offset is left out 0 stands there already.
    const last = (run.place[run.length - 1] as number) - this.#first;
    if (last !== this.length - 1) {
      for (let at = start, row = from; row < run.length; at++, row++) {
        this.#gap.set(at, (run.place[row] as number) - this.#first - at);
      }
    }
    for (let at = start, row = from; row < run.length; at++, row++) {
      this.#setTimes(at, run.timestamp[row] as number, run.time[row] as number);
    }
    for (let at = start; at < this.length; at++) this.#count(at);
  }

  #count(at: number): void {
    if (at % rankStep === 0) this.#steps.tau.push(this.tau[at] as number);
    if (this.classAt(at) === classCode.event) this.#events++;
    if (this.isProblemAt(at)) this.#problems++;
    if ((at + 1) % rankStep !== 0) return;
    this.#steps.events.push(this.#events);
    this.#steps.problems.push(this.#problems);
  }

  #setTimes(at: number, timestamp: number, time: number): void {
    const [lag, drift] = [timestamp - (this.tau[at] as number), time - timestamp];
    const isNear = Number.isSafeInteger(lag) && Number.isSafeInteger(drift);
    if (!isNear) this.#far.set(at, { timestamp, time });
    this.#timestampBehindTau.set(at, isNear ? lag : 0);
    this.#timeBehindTimestamp.set(at, isNear ? drift : 0);
  }

  placeAt(row: number): number {
    return this.#first + row + this.#gap.at(row);
  }

  timestampAt(row: number): number {
    return (
      this.#far.get(row)?.timestamp ?? (this.tau[row] as number) + this.#timestampBehindTau.at(row)
    );
  }

  timeAt(row: number): number {
    return this.#far.get(row)?.time ?? this.timestampAt(row) + this.#timeBehindTimestamp.at(row);
  }

  classAt(row: number): number {
    return classOfKind(this.kind[row] as number);
  }

  typeAt(row: number): number {
    return typeOfKind(this.kind[row] as number);
  }

  /** How many events stand before a row. */
  eventsBefore(row: number): number {
    const step = Math.floor(row / rankStep);
    let events = this.#steps.events[step] as number;
    for (let at = step * rankStep; at < row; at++) {
      if (this.classAt(at) === classCode.event) events++;
    }
    return events;
  }

  /** How many problems stand before a row. */
  problemsBefore(row: number): number {
    const step = Math.floor(row / rankStep);
    let problems = this.#steps.problems[step] as number;
    for (let at = step * rankStep; at < row; at++) if (this.isProblemAt(at)) problems++;
    return problems;
  }

  /** False where none of the rows [from, to) is a problem; told without looking at them. */
  mayHoldProblems(from: number, to: number): boolean {
    const before = this.#steps.problems[Math.floor(from / rankStep)] as number;
    const after = this.#steps.problems[Math.ceil(to / rankStep)] ?? this.#problems;
    return after > before;
  }

  isProblemAt(row: number): boolean {
    const [kind, flags] = [this.kind[row] as number, this.flags[row] as number];
    return isProblem(kind, flags, this.anomalies[row] as number);
  }

  /** The first row at or after a place; `length` where there is none. */
  rowFrom(place: number): number {
    const guess = place - this.#first;
    if (guess <= 0) return 0;
    // Rows without a gap before them stand where their offset says.
    const high = Math.min(this.length, guess);
    if (high < this.length && this.#gap.at(high) === 0) return high;
    return firstFrom(0, high, (row) => this.placeAt(row) >= place);
  }

  /** The first row with a tau of at least `tau`; `length` where there is none. */
  rowFromTau(tau: number): number {
    const steps = this.#steps.tau;
    const last = this.length - 1;
    const [first = 0, end = 0] = [steps[0], this.tau[last]];
    // First among the few that are always at hand, then among the rows between two of them.
    const whole = { low: 0, high: steps.length, first, end };
    const step = firstAtLeast(steps, tau, whole);
    if (step === 0) return 0;
    const between = {
      low: (step - 1) * rankStep + 1,
      high: Math.min(this.length, step * rankStep),
      first: steps[step - 1] as number,
      end: steps[step] ?? end,
    };
    return firstAtLeast(this.tau, tau, between);
  }

  /** The first row that does not stand before (tau, place) in scrub order. */
  rowFromPoint(tau: number, place: number): number {
    const row = this.rowFrom(place);
    // Of most partitions all places stand before it, or behind it.
    if (row === 0) return this.rowFromTau(tau);
    const after = this.rowFromTau(tau + 1);
    return row >= after ? after : Math.max(this.rowFromTau(tau), row);
  }
}

/** Ascending values [low, high), and between which two they lie. */
type Between = {
  readonly low: number;
  readonly high: number;
  readonly first: number;
  readonly end: number;
};

/**
 * Where the first of some values stands that is not below `wanted`; `high` where none is. Looked for
 * where it stood if they came evenly, then away from there in steps that double: nearly always a
 * few looks close by, where each halving of the whole is a wait for memory.
 */
function firstAtLeast(
  values: { readonly [at: number]: number },
  wanted: number,
  between: Between,
): number {
  let { low, high } = between;
  const { first, end } = between;
  const share = end > first ? (wanted - first) / (end - first) : 0;
  const even = low + Math.floor(Math.max(0, Math.min(1, share)) * (high - 1 - low));
  for (let step = 4, at = even; at >= low && at < high; step *= 2) {
    if ((values[at] as number) >= wanted) {
      high = at;
      at -= step;
    } else {
      low = at + 1;
      at += step;
    }
  }
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) >= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
