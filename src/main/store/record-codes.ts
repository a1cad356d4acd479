import type { RecordFlag } from '../../shared/contract/entries.ts';

/** Numbers of the record classes as the tables hold them; 5 to 7 are offsets without a record. */
export const classCode = {
  event: 0,
  duplicate: 1,
  unknownType: 2,
  tombstone: 3,
  quarantined: 4,
  control: 5,
  aborted: 6,
  gap: 7,
} as const;

/** A class an offset can be of. */
export type OffsetClass = keyof typeof classCode;

/** Bits of `record.flags`. `id_reused` is not among them: it is found when asked for. */
export const flagBit = {
  bad_clock: 1,
  late_tick: 2,
  conflicting_duplicate: 4,
  /** Anomalies that were to be expected: the partition was not read from its beginning. */
  expected: 8,
  time_differs: 16,
  /**
   * The event says neither why it was done nor for which ticket, which is told without its bytes.
   * What older programs stored lacks it everywhere.
   */
  unexplained: 32,
} as const satisfies Partial<Record<RecordFlag | 'expected' | 'unexplained', number>>;

/** Numbers of the subject kinds in the dictionary. */
export const subjectKind = { user: 0, role: 1, actor: 2 } as const;

/** Subject statuses by number. */
export const statusNames = ['active', 'deleted', 'unknown'] as const;
