import { decodeColumns } from '../layout/event-columns.ts';
import { partitionOfPlace, toPlace } from '../place.ts';
import { type ColumnParts, PartitionColumns } from './partition-columns.ts';
import { partitionsRead } from './partitions.ts';
import type { Memory, Snapshot } from './snapshot.ts';
import { UserRows } from './user-rows.ts';

type Kept = {
  readonly columns: PartitionColumns;
  readonly users: UserRows;
  /** The records read so far end here. */
  readTo: number;
};

// Records never change: what was read stays, and is gone on from.
const memory: Memory<Map<number, Kept>> = { refresh: (_snapshot, before) => before ?? new Map() };

type PackedRun = [place: number, records: number, columns: Buffer];

const countSql = 'SELECT coalesce(sum(records), 0) FROM segment WHERE place >= ? AND place < ?';
// A segment may begin with records that were read while they stood in the tail.
const segmentsSql = `SELECT place, records, columns FROM segment
  WHERE place >= coalesce((SELECT max(place) FROM segment WHERE place <= ?), 0) AND place < ?
    AND until > ? ORDER BY place LIMIT ?`;
// The tail of every partition lies in one table, a row a commit: only what is new of this one is looked at.
const tailSql = `SELECT place, records, columns FROM tail
  WHERE place >= coalesce((SELECT max(place) FROM tail WHERE place <= ?), 0) AND place < ?
    AND until > ? ORDER BY place`;

const roomForTail = 512;

/** The columns of everything read of a partition; what is missing of them is read first. */
export function columnsOf(snapshot: Snapshot, partition: number): PartitionColumns {
  return readAll(snapshot, partition).columns;
}

/**
 * The columns of a place's partition with all that stands below the place, and perhaps more: while
 * the log is caught up with, what a question of the past needs is there already.
 */
export function columnsBelow(snapshot: Snapshot, place: number): PartitionColumns {
  return keptBelow(snapshot, place).columns;
}

/** True where the columns of a place's partition with all that stands below the place are there already. */
export function isReadBelow(snapshot: Snapshot, place: number): boolean {
  return keptOf(snapshot, partitionOfPlace(place)).readTo >= place;
}

/** The columns of a partition with all that has at most this tau, and perhaps more. */
export function columnsThrough(
  snapshot: Snapshot,
  partition: number,
  tau: number,
): PartitionColumns {
  const { columns } = keptOf(snapshot, partition);
  const last = columns.tau[columns.length - 1];
  return last !== undefined && last > tau ? columns : columnsOf(snapshot, partition);
}

/** The columns of every partition, ascending by partition. */
export function allColumns(snapshot: Snapshot): PartitionColumns[] {
  return [...partitionsRead(snapshot).keys()].map((partition) => columnsOf(snapshot, partition));
}

/** The rows of a partition by user. */
export function userRowsOf(snapshot: Snapshot, partition: number): UserRows {
  return readAll(snapshot, partition).users;
}

/** The rows of a place's partition by user: all that stand below the place, and perhaps more. */
export function userRowsBelow(snapshot: Snapshot, place: number): UserRows {
  return keptBelow(snapshot, place).users;
}

/** Where a record stands in the columns of its partition, or undefined where there is none at the place. */
export function findRow(
  snapshot: Snapshot,
  place: number,
): { readonly columns: PartitionColumns; readonly row: number } | undefined {
  const partition = partitionOfPlace(place);
  if (!partitionsRead(snapshot).has(partition)) return undefined;
  const columns = columnsBelow(snapshot, place + 1);
  const row = columns.rowFrom(place);
  return row < columns.length && columns.placeAt(row) === place ? { columns, row } : undefined;
}

/** Tau of the record at a place, or undefined where there is none. */
export function tauAt(snapshot: Snapshot, place: number): number | undefined {
  const found = findRow(snapshot, place);
  return found?.columns.tau[found.row];
}

/**
 * Takes in what another thread has read of a partition, before this question's moment or at it;
 * nothing where reading it has begun here.
 */
export function adoptColumns(snapshot: Snapshot, parts: ColumnParts): void {
  if (keptOf(snapshot, parts.partition).columns.length > 0 || parts.length === 0) return;
  const columns = PartitionColumns.of(parts);
  const readTo = columns.placeAt(columns.length - 1) + 1;
  snapshot.kept(memory).set(parts.partition, { columns, users: new UserRows(columns), readTo });
}

/** Reads columns that are still missing, about `segments` of them; true once none is. */
export function readSomeColumns(snapshot: Snapshot, segments: number): boolean {
  for (const { partition, recordNext } of partitionsRead(snapshot).values()) {
    if (keptOf(snapshot, partition).readTo === toPlace(partition, recordNext)) continue;
    readOn(snapshot, partition, segments);
    return false;
  }
  return true;
}

/** Orders the rows of one more partition by user, which takes some ms; true once none is left. The columns are there. */
export function readSomeUserRows(snapshot: Snapshot): boolean {
  const next = [...snapshot.kept(memory).values()].find(({ users }) => !users.isReady);
  next?.users.goOn();
  return next === undefined;
}

function readAll(snapshot: Snapshot, partition: number): Kept {
  const kept = keptOf(snapshot, partition);
  const { recordNext = 0 } = partitionsRead(snapshot).get(partition) ?? {};
  const end = toPlace(partition, recordNext);
  return kept.readTo >= end ? kept : readOn(snapshot, partition, Number.MAX_SAFE_INTEGER);
}

function keptBelow(snapshot: Snapshot, place: number): Kept {
  const partition = partitionOfPlace(place);
  const kept = keptOf(snapshot, partition);
  return kept.readTo >= place ? kept : readAll(snapshot, partition);
}

function keptOf(snapshot: Snapshot, partition: number): Kept {
  const all = snapshot.kept(memory);
  const known = all.get(partition);
  if (known) return known;
  const columns = new PartitionColumns(partition);
  const { start = 0 } = partitionsRead(snapshot).get(partition) ?? {};
  const kept = { columns, users: new UserRows(columns), readTo: toPlace(partition, start) };
  all.set(partition, kept);
  return kept;
}

function readOn(snapshot: Snapshot, partition: number, segments: number): Kept {
  const kept = keptOf(snapshot, partition);
  const { columns } = kept;
  const end = toPlace(partition + 1, 0);
  if (columns.length === 0) {
    const stored = snapshot.value<number>(countSql, toPlace(partition, 0), end) ?? 0;
    columns.reserve(stored + roomForTail);
  }
  const { readTo } = kept;
  const runs = snapshot.tuples<PackedRun>(segmentsSql, readTo, end, readTo, segments);
  for (const run of runs) addRun(columns, run);
  const isRead = runs.length < segments;
  if (isRead) {
    const rest = snapshot.tuples<PackedRun>(tailSql, readTo, end, readTo);
    for (const run of rest) addRun(columns, run);
  }
  const last = columns.length - 1;
  if (last >= 0) kept.readTo = columns.placeAt(last) + 1;
  return kept;
}

function addRun(columns: PartitionColumns, [place, records, packed]: PackedRun): void {
  columns.add(decodeColumns(packed, place, records));
}
