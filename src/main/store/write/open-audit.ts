import type Database from 'better-sqlite3';
import type { RoleState } from '../../../shared/domain/role-state.ts';
import type { UserState } from '../../../shared/domain/user-state.ts';
import type { LogRecord } from '../../../shared/log/record.ts';
import type { ChainRow } from '../chain/range-chain.ts';
import { classOfKind, decodeColumns } from '../layout/event-columns.ts';
import type { RecordRow } from '../layout/record-row.ts';
import { toPlace } from '../place.ts';
import { classCode, type OffsetClass, subjectKind } from '../record-codes.ts';
import { noCounts, type OffsetCounts } from './planned-batch.ts';
import { toLogRecord } from './stored-records.ts';
import type { StoredRows } from './stored-rows.ts';
import type { StoredStates } from './stored-states.ts';
import { KeptUsers, orderUserChanges, type UserChanges } from './user-changes.ts';

/** An event as it was folded. */
export type FoldedRecord = {
  readonly time: number;
  readonly anomalies: number;
  readonly record: LogRecord;
  /** What the model holds of a subject right after it, in its partition; null for one unseen there. */
  userAfter(userId: string): UserState | null;
  roleAfter(roleId: string): RoleState | null;
};

/** The events of a partition that were folded, ascending, and what the model says beside them. */
export type FoldedPartition = {
  readonly events: IterableIterator<FoldedRecord>;
  /** How often a revision, or a role given or taken, stands where there is no event of its user: once all events were gone through. */
  strays(): number;
};

/** What a proof of the read model reads: all of it, by partition. */
export type Audit = {
  /** Offsets by class as the columns tell, and how many of them are records. */
  counts(partition: number): { readonly counts: OffsetCounts; readonly records: number };
  /** The finished ranges of the hash chain, ascending. */
  chain(partition: number): ChainRow[];
  /** Orders what the tables say of users, once for all partitions. */
  userChanges(): UserChanges;
  folded(partition: number, changes: UserChanges): FoldedPartition;
  /** Revisions of roles that do not end where the next one begins; of users no end is kept. */
  brokenIntervals(partition: number): number;
  /** The user as it is kept at the end of the partition. */
  userAtEnd(userId: string, partition: number): UserState | null;
};

const classNames = Object.keys(classCode) as OffsetClass[];

/** What the proof reads with. */
export type AuditParts = { readonly states: StoredStates; readonly rows: StoredRows };

/** Opens the doors of the proof. */
export function openAudit(db: Database.Database, { states, rows }: AuditParts): Audit {
  const chain = db.prepare<[number], ChainRow>(
    'SELECT * FROM chain WHERE partition = ? ORDER BY range',
  );
  const idOf = db.prepare<[number], string>('SELECT id FROM subject WHERE number = ?').pluck();
  return {
    counts: prepareCounts(db),
    chain: (partition) => chain.all(partition),
    userChanges: () => orderUserChanges(db),
    folded: (partition, changes) => {
      const kept = new KeptUsers(changes(partition), states.revision);
      const all = rows(toPlace(partition, 0), toPlace(partition + 1, 0));
      const names = { states, ...openNames(states, (number) => idOf.get(number) ?? '') };
      return { events: foldedRecords(all, kept, names), strays: () => kept.strays };
    },
    brokenIntervals: prepareIntervalCheck(db),
    userAtEnd(userId, partition) {
      const found = states.subject(subjectKind.user, userId);
      return (
        found && (states.user(found.number, userId, toPlace(partition + 1, 0) - 1)?.state ?? null)
      );
    },
  };
}

/** Numbers of users by id, and ids of roles by number: each is looked up once. */
type Names = {
  userNumber(userId: string): number;
  roleId(role: number): string;
};

function openNames(states: StoredStates, idOf: (number: number) => string): Names {
  const users = new Map<string, number>();
  const roles = new Map<number, string>();
  return {
    userNumber: (userId) =>
      remembered(users, userId, () => states.subject(subjectKind.user, userId)?.number ?? 0),
    roleId: (role) => remembered(roles, role, () => idOf(role)),
  };
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, find: () => Value): Value {
  const found = known.get(key) ?? find();
  known.set(key, found);
  return found;
}

function* foldedRecords(
  rows: IterableIterator<RecordRow>,
  kept: KeptUsers,
  { states, userNumber, roleId }: Names & { readonly states: StoredStates },
): IterableIterator<FoldedRecord> {
  try {
    for (const row of rows) {
      if (row.class !== classCode.event) continue;
      kept.reach(row);
      const { time, anomalies } = row;
      yield {
        ...{ time, anomalies, record: toLogRecord(row) },
        userAfter: (userId) => kept.state(userNumber(userId), userId, roleId),
        roleAfter(id) {
          const role = states.subject(subjectKind.role, id);
          return role && (states.role(role.number, id, row.place)?.state ?? null);
        },
      };
    }
    kept.finish();
  } finally {
    kept.close();
  }
}

type PackedRun = { place: number; records: number; columns: Buffer };

function prepareCounts(db: Database.Database): Audit['counts'] {
  const runs = db.prepare<number[], PackedRun>(`
    SELECT place, records, columns FROM segment WHERE place >= ? AND place < ? UNION ALL
    SELECT place, records, columns FROM tail WHERE place >= ? AND place < ?`);
  const passed = db.prepare<number[], { class: number; n: number }>(`
    SELECT class, sum(until - place) AS n FROM passed WHERE place >= ? AND place < ? GROUP BY class`);
  return (partition) => {
    const range = [toPlace(partition, 0), toPlace(partition + 1, 0)];
    const counts = noCounts();
    let total = 0;
    for (const run of runs.iterate(...range, ...range)) {
      countRun(run, counts);
      total += run.records;
    }
    for (const { class: code, n } of passed.all(...range)) {
      counts[classNames[code] as OffsetClass] += n;
    }
    return { counts, records: total };
  };
}

function countRun({ place, records, columns }: PackedRun, counts: OffsetCounts): void {
  const run = decodeColumns(columns, place, records);
  for (let row = 0; row < run.length; row++) {
    const code = classOfKind(run.kind[row] as number);
    counts[classNames[code] as OffsetClass]++;
    if (code === classCode.event && run.anomalies[row] !== 0) counts.anomaly++;
  }
}

function prepareIntervalCheck(db: Database.Database): Audit['brokenIntervals'] {
  const broken = db
    .prepare<number[], number>(
      `SELECT count(*) FROM (
        SELECT until, lead(place) OVER (PARTITION BY role ORDER BY place) AS following
        FROM role_revision WHERE place >= ? AND place < ?) WHERE until IS NOT following`,
    )
    .pluck();
  return (partition) => broken.get(toPlace(partition, 0), toPlace(partition + 1, 0)) ?? 0;
}
