import type { Cut } from '../../../shared/log/cut.ts';
import { toPlace } from '../place.ts';
import { classCode } from '../record-codes.ts';
import { columnsOf, userRowsOf } from './event-columns.ts';
import type { PartitionColumns } from './partition-columns.ts';
import { comparePoints, type ScrubPoint } from './scrub-point.ts';
import type { Snapshot } from './snapshot.ts';
import { type StoredRecord, storedRow } from './stored-record.ts';
import { partitionsOfNumber, type SubjectRef } from './subjects.ts';
import { countBefore, type RowList } from './user-rows.ts';

/** Types from here on are about a role itself. */
const firstRoleType = 6;

/** How many records to bring at most, and beside which point of scrub order they begin (exclusive). */
export type SubjectPage = { readonly limit: number; readonly beside: ScrubPoint | null };

/**
 * Where the events and duplicates of a subject stand in one partition, in the order they are
 * folded. A role's are those about the role itself.
 */
type Stand = { readonly columns: PartitionColumns; readonly rows: RowList };
type Row = { readonly columns: PartitionColumns; readonly row: number };

/** The newest records of a subject below a cut and before `beside`, newest first. */
export function subjectRecordsBelow(
  snapshot: Snapshot,
  subject: SubjectRef,
  { cut, limit, beside }: SubjectPage & { readonly cut: Cut },
): StoredRecord[] {
  const found = standsOf(snapshot, subject).flatMap(({ columns, rows }) => {
    const below = boundOfCut(columns, cut);
    const end = beside ? Math.min(below, columns.rowFromPoint(beside.tau, beside.place)) : below;
    const to = countBefore(rows, end);
    return rowsBetween({ columns, rows }, Math.max(0, to - limit), to);
  });
  return inOrder(found).reverse().slice(0, limit).map(toStored(snapshot));
}

/** The first records of a subject that are not below a cut, oldest first. */
export function subjectRecordsFrom(
  snapshot: Snapshot,
  subject: SubjectRef,
  { cut, limit }: { readonly cut: Cut; readonly limit: number },
): StoredRecord[] {
  const found = standsOf(snapshot, subject).flatMap(({ columns, rows }) => {
    const from = countBefore(rows, boundOfCut(columns, cut));
    return rowsBetween({ columns, rows }, from, Math.min(rows.length, from + limit));
  });
  return inOrder(found).slice(0, limit).map(toStored(snapshot));
}

/** How many records of a subject lie below a cut, and how many do not. */
export function countSubjectRecords(
  snapshot: Snapshot,
  subject: SubjectRef,
  cut: Cut,
): { readonly below: number; readonly later: number } {
  let [below, later] = [0, 0];
  for (const { columns, rows } of standsOf(snapshot, subject)) {
    const before = countBefore(rows, boundOfCut(columns, cut));
    below += before;
    later += rows.length - before;
  }
  return { below, later };
}

/** One partition, unless the subject is split. */
function standsOf(snapshot: Snapshot, subject: SubjectRef): Stand[] {
  return partitionsOfNumber(snapshot, subject).map((partition) => {
    const columns = columnsOf(snapshot, partition);
    const { kind, number } = subject;
    const rows =
      kind === 'user' ? userRowsOf(snapshot, partition).of(number) : roleRows(columns, number);
    return { columns, rows };
  });
}

/** Roles have few records of their own, and are asked for seldom: one pass over the partition. */
function roleRows(columns: PartitionColumns, number: number): RowList {
  const { codes } = columns.role;
  const code = columns.role.codeOf(number);
  const rows: number[] = [];
  for (let row = 0; row < columns.length; row++) {
    const isOwn = codes[row] === code && columns.typeAt(row) >= firstRoleType;
    if (isOwn && columns.classAt(row) <= classCode.duplicate) rows.push(row);
  }
  return { length: rows.length, at: (index) => rows[index] as number };
}

function boundOfCut(columns: PartitionColumns, cut: Cut): number {
  const { partition } = columns;
  return columns.rowFrom(toPlace(partition, cut[partition] ?? 0));
}

function rowsBetween({ columns, rows }: Stand, from: number, to: number): Row[] {
  return Array.from({ length: to - from }, (_, at) => ({ columns, row: rows.at(from + at) }));
}

function inOrder(rows: Row[]): Row[] {
  const pointOf = ({ columns, row }: Row) => ({
    tau: columns.tau[row] as number,
    place: columns.placeAt(row),
  });
  const isOne = rows.every(({ columns }) => columns === rows[0]?.columns);
  return isOne ? rows : rows.sort((a, b) => comparePoints(pointOf(a), pointOf(b)));
}

function toStored(snapshot: Snapshot) {
  return ({ columns, row }: Row) => storedRow(snapshot, columns, row);
}
