import type { Entry } from '../../shared/contract/entries.ts';
import { type QuarantinedRecord, quarantinedWithKey } from '../store/read/keyed-quarantine.ts';
import { comparePoints, type ScrubPoint } from '../store/read/scrub-point.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import type { StoredRecord } from '../store/read/stored-record.ts';
import {
  countSubjectRecords,
  subjectRecordsBelow,
  subjectRecordsFrom,
} from '../store/read/subject-records.ts';
import { type SubjectRef, subjectId, subjectPartitions } from '../store/read/subjects.ts';
import { tokenOf } from './at-cut.ts';
import { type Cursor, writeCursor } from './cursor.ts';
import { foldEntries, type Stretch } from './fold-entries.ts';
import type { Moment } from './resolve-position.ts';
import { quarantinedEntry, storedEntry } from './stored-entry.ts';

/** Which page of a subject's history. */
export type HistoryPage = {
  readonly limit: number;
  readonly cursor: Cursor | null;
  /** Whether entries leave out what only the bytes of the record tell; see `storedEntry`. */
  readonly isBrief: boolean;
  /** Whether records in quarantine that carry the subject's key are among them. */
  readonly withQuarantined: boolean;
};

/** A page of history, newest first. */
export type History = {
  readonly entries: Entry[];
  readonly before: string | null;
  readonly total: number;
  readonly laterTotal: number;
};

/** A page of what happened to a subject up to the cut, newest first; what each event changed is folded for the page alone. */
export function subjectHistory(
  snapshot: Snapshot,
  subject: SubjectRef,
  { moment, page }: { readonly moment: Moment; readonly page: HistoryPage },
): History {
  const { cut } = moment;
  const beside = page.cursor ? pointOf(page.cursor) : null;
  const rows = subjectRecordsBelow(snapshot, subject, { cut, limit: page.limit, beside });
  const quarantined = page.withQuarantined ? quarantinedOf(snapshot, subject, moment) : [];
  const isLast = rows.length < page.limit;
  const merged = mergePage(rows, quarantined, { beside, isLast }).slice(0, page.limit);
  const kept = rows.filter((row) => merged.includes(row));
  const counts = countSubjectRecords(snapshot, subject, cut);
  const total = counts.below + quarantined.length;
  const last = merged.at(-1);
  const hasMore =
    last !== undefined && isMoreAfter(snapshot, subject, { moment, quarantined, last });
  return {
    entries: toEntries(snapshot, merged, {
      stretch: stretchBelow(subject, kept, moment),
      isBrief: page.isBrief,
    }),
    before: hasMore
      ? writeCursor({ token: tokenOf(snapshot, cut), key: [last.tau, last.place] })
      : null,
    total,
    laterTotal: counts.later,
  };
}

/** The first entries after the cut, newest first. */
export function laterEntries(
  snapshot: Snapshot,
  subject: SubjectRef,
  {
    moment,
    limit,
    isBrief,
  }: { readonly moment: Moment; readonly limit: number; readonly isBrief: boolean },
): Entry[] {
  if (limit === 0) return [];
  const rows = subjectRecordsFrom(snapshot, subject, { cut: moment.cut, limit });
  const below = { cut: moment.cut, beside: null };
  return toEntries(snapshot, rows.toReversed(), { stretch: { subject, rows, below }, isBrief });
}

type HistoryRow = StoredRecord | QuarantinedRecord;

function stretchBelow(
  subject: SubjectRef,
  newestFirst: readonly StoredRecord[],
  moment: Moment,
): Stretch {
  const rows = newestFirst.toReversed();
  const [oldest] = rows;
  return { subject, rows, below: { cut: moment.cut, beside: oldest ?? null } };
}

type Telling = { readonly stretch: Stretch; readonly isBrief: boolean };

function toEntries(
  snapshot: Snapshot,
  rows: readonly HistoryRow[],
  { stretch, isBrief }: Telling,
): Entry[] {
  const told = foldEntries(snapshot, stretch);
  return rows.map((row) =>
    'fault' in row
      ? quarantinedEntry(row, row.fault)
      : storedEntry(snapshot, row, { told: told.get(row.place), isBrief }),
  );
}

function quarantinedOf(snapshot: Snapshot, { kind, number }: SubjectRef, { cut }: Moment) {
  const key = subjectId(snapshot, number);
  const partitions = subjectPartitions(snapshot, kind, key);
  return quarantinedWithKey(snapshot, cut, { key, partitions });
}

// Below the oldest row of a full page there may be more rows: quarantined records from there belong to the next page.
function mergePage(
  rows: readonly StoredRecord[],
  quarantined: readonly QuarantinedRecord[],
  { beside, isLast }: { readonly beside: ScrubPoint | null; readonly isLast: boolean },
): HistoryRow[] {
  const oldest = isLast ? undefined : rows.at(-1);
  const fitting = quarantined.filter(
    (row) =>
      (!beside || comparePoints(row, beside) < 0) && (!oldest || comparePoints(row, oldest) > 0),
  );
  return [...rows, ...fitting].sort((a, b) => comparePoints(b, a));
}

function isMoreAfter(
  snapshot: Snapshot,
  subject: SubjectRef,
  {
    moment,
    quarantined,
    last,
  }: {
    readonly moment: Moment;
    readonly quarantined: readonly QuarantinedRecord[];
    readonly last: HistoryRow;
  },
): boolean {
  if (quarantined.some((row) => comparePoints(row, last) < 0)) return true;
  const next = { cut: moment.cut, limit: 1, beside: last };
  return subjectRecordsBelow(snapshot, subject, next).length > 0;
}

function pointOf({ key: [tau, place] }: Cursor): ScrubPoint {
  return { tau: Number(tau), place: Number(place) };
}
