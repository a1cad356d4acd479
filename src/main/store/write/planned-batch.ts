import type { RoleState } from '../../../shared/domain/role-state.ts';
import type { UserState } from '../../../shared/domain/user-state.ts';
import type { Offset } from '../../../shared/log/offset.ts';
import type { RecordRow } from '../layout/record-row.ts';
import {
  addRecord,
  emptyRun,
  type RecordRun,
  type RunRoom,
  reserveRun,
} from '../layout/record-run.ts';
import { partitionOfPlace } from '../place.ts';
import type { OffsetClass } from '../record-codes.ts';

/** A name told for the first time, with the number it will go by. */
export type SubjectRow = { readonly number: number; readonly kind: number; readonly id: string };

/** Offsets [place, until) without a record; tau of the record before them, 0 if none. */
export type PassedRow = {
  readonly place: number;
  readonly until: number;
  readonly class: number;
  readonly tau: number;
};

/** Why a record, or the offsets [place, until), could not become events. */
export type QuarantineRow = {
  readonly place: number;
  readonly until: number;
  readonly reason: string;
  readonly text: string;
  readonly decoder: string;
  /** Of a single record. */
  readonly key: Uint8Array | null;
  readonly bytes: Uint8Array | null;
  readonly valueLength: number | null;
  readonly valueSha256: Uint8Array | null;
};

/** A user as it is from `place` on, up to its next revision; `revision` counts those of all users. */
export type UserRevisionRow = {
  readonly revision: number;
  readonly user: number;
  readonly place: number;
  readonly state: UserState;
};

/** A user at the end of a batch in a partition: its last revision, and the last place that changed anything. */
export type UserHeadRow = {
  readonly user: number;
  readonly partition: number;
  readonly revision: number;
  readonly place: number;
  readonly counts: Pick<UserState, 'loginCount' | 'lastLoginAt' | 'updatedAt' | 'version'>;
};

/** A role held from `place` on. */
export type AssignmentRow = {
  readonly user: number;
  readonly role: number;
  readonly place: number;
  until: number | null;
};

/** A role as it is from `place` on. */
export type RoleRevisionRow = {
  readonly role: number;
  readonly place: number;
  until: number | null;
  readonly state: RoleState;
};

/** Ends the interval that an earlier batch opened at `place`. */
export type RevisionEnd = {
  readonly subject: number;
  readonly place: number;
  readonly until: number;
};

/** Ends a role held since an earlier batch. */
export type AssignmentEnd = {
  readonly user: number;
  readonly role: number;
  readonly place: number;
  readonly until: number;
};

/** An event that a command wrote, by the hash of its identity. */
export type CommandEventRow = { readonly identity: number; readonly place: number };

/** How many offsets became what, and how many of the events did not fit. */
export type OffsetCounts = Record<OffsetClass | 'anomaly', number>;

/** One partition's way forward: from the checkpoint it must stand at, to the next. */
export type PartitionStep = {
  readonly partition: number;
  readonly from: Offset;
  readonly next: Offset;
  readonly recordNext: Offset;
  readonly tau: number;
  readonly lastStable: Offset;
  readonly highWatermark: Offset;
  readonly counts: OffsetCounts;
};

/** Everything one transaction writes. */
export type PlannedBatch = {
  readonly steps: PartitionStep[];
  readonly subjects: SubjectRow[];
  /** By partition; one run each. */
  readonly records: Map<number, RecordRun>;
  /** Runs of batches that are written, to be filled again; those with less room come first. */
  readonly spare: RecordRun[];
  readonly passed: PassedRow[];
  readonly quarantine: QuarantineRow[];
  readonly userRevisions: UserRevisionRow[];
  readonly userHeads: UserHeadRow[];
  readonly assignments: AssignmentRow[];
  readonly assignmentEnds: AssignmentEnd[];
  readonly roleRevisions: RoleRevisionRow[];
  readonly roleRevisionEnds: RevisionEnd[];
  readonly splitSubjects: number[];
  /** Identities that may have stood in the log before. */
  readonly identitiesAgain: number[];
  readonly commandEvents: CommandEventRow[];
};

/** Makes room for records of a partition that are about to be added. */
export function expectRecords(batch: PlannedBatch, partition: number, room: RunRoom): void {
  reserveRun(runOf(batch, partition, room.bytes), room);
}

/** Adds a record to those of its partition. */
export function addToBatch(batch: PlannedBatch, row: RecordRow): void {
  addRecord(runOf(batch, partitionOfPlace(row.place), 0), row);
}

function runOf({ records, spare }: PlannedBatch, partition: number, bytes: number): RecordRun {
  const known = records.get(partition);
  if (known) return known;
  const run = takeSpare(spare, bytes) ?? emptyRun();
  records.set(partition, run);
  return run;
}

/** The smallest with room for so many bytes; where none has it, the smallest of all, whose room is given up. */
function takeSpare(spare: RecordRun[], bytes: number): RecordRun | undefined {
  const first = spare.findIndex((run) => run.bytes.length >= bytes);
  return spare.splice(Math.max(0, first), 1)[0];
}

/** A batch with nothing in it yet. */
export function emptyBatch(spare: RecordRun[] = []): PlannedBatch {
  return {
    spare,
    steps: [],
    subjects: [],
    records: new Map(),
    passed: [],
    quarantine: [],
    userRevisions: [],
    userHeads: [],
    assignments: [],
    assignmentEnds: [],
    roleRevisions: [],
    roleRevisionEnds: [],
    splitSubjects: [],
    identitiesAgain: [],
    commandEvents: [],
  };
}

/** Counts of nothing. */
export function noCounts(): OffsetCounts {
  return {
    event: 0,
    duplicate: 0,
    unknownType: 0,
    tombstone: 0,
    quarantined: 0,
    control: 0,
    aborted: 0,
    gap: 0,
    anomaly: 0,
  };
}
