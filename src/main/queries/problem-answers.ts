import type { Problem } from '../../shared/contract/log.ts';
import type { AnomalyCode } from '../../shared/domain/anomaly.ts';
import { eventTypes } from '../../shared/domain/events.ts';
import { isoTime } from '../../shared/kit/iso-time.ts';
import { offsetOfPlace, partitionOfPlace } from '../store/place.ts';
import { type ProblemRecord, problemFlags } from '../store/read/problem-records.ts';
import { quarantineAt } from '../store/read/quarantine-at.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import type { MissingRange } from '../store/read/troubles.ts';
import { classCode, flagBit } from '../store/record-codes.ts';
import { anomaliesOf } from './stored-entry.ts';

const anomalyTexts: Record<AnomalyCode, string> = {
  already_exists: 'A creation of something that already existed; it changed nothing.',
  never_created: 'An event of something whose creation was never seen.',
  after_delete: 'An event of something that was deleted; it changed nothing.',
  already_held: 'A role was assigned that was already held.',
  not_held: 'A role was taken away that was not held.',
};

const flagTexts = {
  bad_clock:
    'The record’s timestamp lies before 2000 or after 2100; it takes its place from the record before it.',
  late_tick: 'The record came to stand before a moment whose order was thought final.',
};

/** Everything that is wrong with one record, the gravest first. */
export function problemsOfRecord(row: ProblemRecord): Problem[] {
  const problems: Problem[] = [];
  const add = (kind: Problem['kind'], code: string, text: string) =>
    problems.push({ ...ofRecord(row), kind, code, text });
  if (row.class === classCode.quarantined) {
    add('quarantined', row.reason ?? 'unknown', row.text ?? 'This record could not be read.');
  }
  for (const code of anomaliesOf(row.anomalies)) add('anomaly', code, anomalyTexts[code]);
  if (row.class === classCode.duplicate) addDuplicate(row, add);
  for (const name of problemFlags) {
    if ((row.flags & flagBit[name]) !== 0) add('flag', name, flagTexts[name]);
  }
  if (row.class === classCode.unknownType) {
    add(
      'unknownType',
      'unknown_type',
      'An event of a type this app does not know; it is kept, not folded.',
    );
  }
  return problems;
}

/** A gap or a damaged batch. */
export function problemOfRange(snapshot: Snapshot, range: MissingRange): Problem {
  const found = range.class === classCode.gap ? undefined : quarantineAt(snapshot, range.place);
  return {
    kind: range.class === classCode.gap ? 'gap' : 'quarantined',
    code: found?.reason ?? 'gap',
    text:
      found?.text ??
      'The log holds no records at these offsets any more (compaction, retention, or unexplained).',
    partition: partitionOfPlace(range.place),
    offset: offsetOfPlace(range.place),
    next: offsetOfPlace(range.place) + range.until - range.place,
    tau: range.tau,
    ...{ recordTime: null, type: null, userId: null, roleId: null },
    expected: false,
  };
}

type Add = (kind: Problem['kind'], code: string, text: string) => void;

function addDuplicate({ flags }: ProblemRecord, add: Add): void {
  if ((flags & flagBit.conflicting_duplicate) !== 0) {
    const text =
      'An event with the source and id of an earlier one that says something else; it is not folded.';
    add('duplicate', 'conflicting_duplicate', text);
  } else {
    add('duplicate', 'duplicate', 'The same event again; it is kept, and counts once.');
  }
}

function ofRecord(row: ProblemRecord): Omit<Problem, 'kind' | 'code' | 'text'> {
  const offset = offsetOfPlace(row.place);
  return {
    partition: partitionOfPlace(row.place),
    offset,
    next: offset + 1,
    tau: row.tau,
    recordTime: isoTime(row.timestamp),
    type: row.type === null ? null : (eventTypes[row.type] ?? null),
    userId: row.user_id,
    roleId: row.role_id,
    expected: (row.flags & flagBit.expected) !== 0,
  };
}
