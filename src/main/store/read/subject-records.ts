import type { Cut } from '../../../shared/log/cut.ts';
import { boundOf, boundsJson } from './cut-bounds.ts';
import type { ScrubPoint } from './scrub-point.ts';
import type { Snapshot } from './snapshot.ts';
import { type StoredRecord, storedColumns } from './stored-record.ts';
import { homePlace, type SubjectRef, splitNumbers } from './subjects.ts';

/**
 * The events and duplicates of one subject, in the order they are folded: by offset where they
 * stand in one partition, else in scrub order. A role's are those about the role itself.
 */
const ofSubject = {
  user: 'r.user = ? AND r.class <= 1',
  role: 'r.role = ? AND r.class <= 1 AND r.type >= 6',
};
const fromCut = (compare: '<' | '>=') =>
  `JOIN json_each(?) cut ON cut.key = r.place >> 40 AND r.place ${compare} cut.value`;

/** How many records to bring at most, and beside which point of scrub order they begin (exclusive). */
export type SubjectPage = { readonly limit: number; readonly beside: ScrubPoint | null };

/** The newest records of a subject below a cut and before `beside`, newest first. */
export function subjectRecordsBelow(
  snapshot: Snapshot,
  subject: SubjectRef,
  { cut, limit, beside }: SubjectPage & { readonly cut: Cut },
): StoredRecord[] {
  const filter = ofSubject[subject.kind];
  if (splitNumbers(snapshot).has(subject.number)) {
    const before = beside ? 'AND (r.tau, r.place) < (?, ?)' : '';
    const sql = `SELECT ${storedColumns} FROM record r ${fromCut('<')}
      WHERE ${filter} ${before} ORDER BY r.tau DESC, r.place DESC LIMIT ?`;
    return snapshot.all(sql, boundsJson(cut), subject.number, ...pointValues(beside), limit);
  }
  const home = homePlace(snapshot, subject);
  if (home === undefined) return [];
  const bound = boundOf(cut, home);
  const before = beside ? Math.min(bound, beside.place) : bound;
  const sql = `SELECT ${storedColumns} FROM record r
    WHERE ${filter} AND r.place < ? ORDER BY r.place DESC LIMIT ?`;
  return snapshot.all(sql, subject.number, before, limit);
}

/** The first records of a subject that are not below a cut, oldest first. */
export function subjectRecordsFrom(
  snapshot: Snapshot,
  subject: SubjectRef,
  { cut, limit }: { readonly cut: Cut; readonly limit: number },
): StoredRecord[] {
  const filter = ofSubject[subject.kind];
  if (splitNumbers(snapshot).has(subject.number)) {
    const sql = `SELECT ${storedColumns} FROM record r ${fromCut('>=')}
      WHERE ${filter} ORDER BY r.tau, r.place LIMIT ?`;
    return snapshot.all(sql, boundsJson(cut), subject.number, limit);
  }
  const home = homePlace(snapshot, subject);
  if (home === undefined) return [];
  const sql = `SELECT ${storedColumns} FROM record r
    WHERE ${filter} AND r.place >= ? ORDER BY r.place LIMIT ?`;
  return snapshot.all(sql, subject.number, boundOf(cut, home), limit);
}

/** How many records of a subject lie below a cut, and how many do not. */
export function countSubjectRecords(
  snapshot: Snapshot,
  subject: SubjectRef,
  cut: Cut,
): { readonly below: number; readonly later: number } {
  const filter = ofSubject[subject.kind];
  const count = (from: string, ...values: (string | number)[]) =>
    snapshot.value<number>(`SELECT count(*) FROM record r ${from}`, ...values) ?? 0;
  const all = count(`WHERE ${filter}`, subject.number);
  if (splitNumbers(snapshot).has(subject.number)) {
    const below = count(`${fromCut('<')} WHERE ${filter}`, boundsJson(cut), subject.number);
    return { below, later: all - below };
  }
  const bound = boundOf(cut, homePlace(snapshot, subject) ?? 0);
  const below = count(`WHERE ${filter} AND r.place < ?`, subject.number, bound);
  return { below, later: all - below };
}

function pointValues(point: ScrubPoint | null): number[] {
  return point ? [point.tau, point.place] : [];
}
