import { classCode, flagBit } from '../record-codes.ts';
import { type CutRange, type RowSpan, spansOf } from './cut-range.ts';
import type { PartitionColumns } from './partition-columns.ts';
import { comparePoints, type ScrubPoint } from './scrub-point.ts';
import type { Snapshot } from './snapshot.ts';
import { subjectId } from './subjects.ts';

/** What a record can be a problem for. */
export type ProblemKind = 'quarantined' | 'anomaly' | 'duplicate' | 'flag' | 'unknownType';

/** A record with problems, with what they are told from. */
export type ProblemRecord = ScrubPoint & {
  readonly timestamp: number;
  readonly class: number;
  readonly type: number | null;
  readonly flags: number;
  readonly anomalies: number;
  readonly user_id: string | null;
  readonly role_id: string | null;
  readonly reason: string | null;
  readonly text: string | null;
};

/** Flags that are problems by themselves; a conflicting duplicate is told as a duplicate. */
export const problemFlags = ['bad_clock', 'late_tick'] as const;

const flagBits = problemFlags.reduce((bits, name) => bits | flagBit[name], 0);

/** How many problems of a kind a record brings. */
const howMany: Record<ProblemKind, (columns: PartitionColumns, row: number) => number> = {
  quarantined: ofClass(classCode.quarantined),
  duplicate: ofClass(classCode.duplicate),
  unknownType: ofClass(classCode.unknownType),
  anomaly: (columns, row) => bitsSet(columns.anomalies[row] as number),
  flag: (columns, row) => bitsSet((columns.flags[row] as number) & flagBits),
};

function ofClass(code: number) {
  return (columns: PartitionColumns, row: number) => (columns.classAt(row) === code ? 1 : 0);
}

function bitsSet(bits: number): number {
  let set = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) set++;
  return set;
}

const noteSql = 'SELECT reason, text FROM quarantine WHERE place = ?';

/** Records with problems of these kinds in a range and before a point, newest first, at most `limit`. */
export function problemRecords(
  snapshot: Snapshot,
  range: CutRange,
  { kinds, limit }: { readonly kinds: readonly ProblemKind[]; readonly limit: number },
): ProblemRecord[] {
  const found: (ScrubPoint & { readonly span: RowSpan; readonly row: number })[] = [];
  for (const span of spansOf(snapshot, range)) {
    const { columns } = span;
    let left = limit;
    for (let row = span.to - 1; row >= span.from && left > 0; row--) {
      if (!isOdd(columns, row) || countIn(columns, row, kinds) === 0) continue;
      found.push({ tau: columns.tau[row] as number, place: columns.placeAt(row), span, row });
      left--;
    }
  }
  return found
    .sort((a, b) => comparePoints(b, a))
    .slice(0, limit)
    .map(({ span, row }) => toProblem(snapshot, span.columns, row));
}

/** How many problems of these kinds the records of a range have. */
export function countProblems(
  snapshot: Snapshot,
  range: CutRange,
  kinds: readonly ProblemKind[],
): number {
  if (kinds.length === 0) return 0;
  let found = 0;
  for (const { columns, from, to } of spansOf(snapshot, range)) {
    for (let row = from; row < to; row++) {
      if (isOdd(columns, row)) found += countIn(columns, row, kinds);
    }
  }
  return found;
}

/** Nearly no record is, and only these are looked at closely. */
function isOdd(columns: PartitionColumns, row: number): boolean {
  return (
    ((columns.flags[row] as number) & flagBits) !== 0 ||
    columns.anomalies[row] !== 0 ||
    columns.classAt(row) !== classCode.event
  );
}

function countIn(columns: PartitionColumns, row: number, kinds: readonly ProblemKind[]): number {
  return kinds.reduce((sum, kind) => sum + howMany[kind](columns, row), 0);
}

function toProblem(snapshot: Snapshot, columns: PartitionColumns, row: number): ProblemRecord {
  const place = columns.placeAt(row);
  const type = columns.typeAt(row);
  const nameOf = (number: number) => (number === 0 ? null : subjectId(snapshot, number));
  const note = snapshot.first<{ reason: string; text: string }>(noteSql, place);
  return {
    place,
    tau: columns.tau[row] as number,
    timestamp: columns.timestampAt(row),
    class: columns.classAt(row),
    type: type < 0 ? null : type,
    flags: columns.flags[row] as number,
    anomalies: columns.anomalies[row] as number,
    user_id: nameOf(columns.user[row] as number),
    role_id: nameOf(columns.role.at(row)),
    reason: note?.reason ?? null,
    text: note?.text ?? null,
  };
}
