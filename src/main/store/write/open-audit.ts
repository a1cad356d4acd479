import type Database from 'better-sqlite3';
import type { RoleState } from '../../../shared/domain/role-state.ts';
import type { UserState } from '../../../shared/domain/user-state.ts';
import type { LogRecord } from '../../../shared/log/record.ts';
import type { ChainRow } from '../chain/range-chain.ts';
import { classOfKind, decodeColumns } from '../layout/event-columns.ts';
import type { RecordRow } from '../layout/record-row.ts';
import { toPlace } from '../place.ts';
import { classCode, type OffsetClass, subjectKind } from '../record-codes.ts';
import { addTouch, isTouch, noTouches, type Touches, withTouches } from '../touches.ts';
import { noCounts, type OffsetCounts } from './planned-batch.ts';
import { toLogRecord } from './stored-records.ts';
import type { StoredRows } from './stored-rows.ts';
import type { StoredStates } from './stored-states.ts';

/** An event as it was folded. */
export type FoldedRecord = {
  readonly time: number;
  readonly anomalies: number;
  readonly record: LogRecord;
  /** What the model holds of a subject right after it, in its partition; null for one unseen there. */
  userAfter(userId: string): UserState | null;
  /** True where a revision of a user begins with it. */
  readonly isRevision: boolean;
  roleAfter(roleId: string): RoleState | null;
};

/** Revisions of users by where they begin: a proof goes along the log, which no index of the model does. */
export type RevisionsByPlace = {
  /** The number of the revision of a user that begins at a place; undefined for none. */
  at(place: number, user: number): number | undefined;
  /** How many begin in a partition. */
  count(partition: number): number;
};

/** What a proof of the read model reads: all of it, by partition. */
export type Audit = {
  /** Offsets by class as the columns tell, and how many of them are records. */
  counts(partition: number): { readonly counts: OffsetCounts; readonly records: number };
  /** The finished ranges of the hash chain, ascending. */
  chain(partition: number): ChainRow[];
  /** Orders the revisions of users, once for all partitions. */
  revisionsByPlace(): RevisionsByPlace;
  /** The events that were folded, ascending. */
  events(partition: number, revisions: RevisionsByPlace): IterableIterator<FoldedRecord>;
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
  return {
    counts: prepareCounts(db),
    chain: (partition) => chain.all(partition),
    revisionsByPlace: () => orderRevisions(db),
    events: (partition, revisions) =>
      foldedRecords(rows(toPlace(partition, 0), toPlace(partition + 1, 0)), { states, revisions }),
    brokenIntervals: prepareIntervalCheck(db),
    userAtEnd(userId, partition) {
      const found = states.subject(subjectKind.user, userId);
      return (
        found && (states.user(found.number, userId, toPlace(partition + 1, 0) - 1)?.state ?? null)
      );
    },
  };
}

/** One pass over the table; the order stays with the connection, and is gone with it. */
function orderRevisions(db: Database.Database): RevisionsByPlace {
  db.exec(`DROP TABLE IF EXISTS temp.revision_at;
    CREATE TEMP TABLE revision_at AS SELECT place, user, revision FROM user_revision;
    CREATE INDEX temp.revision_by_place ON revision_at (place, user, revision)`);
  const at = db
    .prepare<number[], number>('SELECT revision FROM temp.revision_at WHERE place = ? AND user = ?')
    .pluck();
  const count = db
    .prepare<number[], number>(
      'SELECT count(*) FROM temp.revision_at WHERE place >= ? AND place < ?',
    )
    .pluck();
  return {
    at: (place, user) => at.get(place, user),
    count: (partition) => count.get(toPlace(partition, 0), toPlace(partition + 1, 0)) ?? 0,
  };
}

type Proof = { readonly states: StoredStates; readonly revisions: RevisionsByPlace };

/** The revision of a user in force, and the touches counted since. */
type InForce = { readonly revision: number; readonly touches: Touches };

function* foldedRecords(
  rows: IterableIterator<RecordRow>,
  { states, revisions }: Proof,
): IterableIterator<FoldedRecord> {
  const inForce = new Map<number, InForce>();
  for (const row of rows) {
    if (row.class !== classCode.event) continue;
    const { place, time, anomalies, user } = row;
    const revision = user === null ? undefined : revisions.at(place, user);
    if (user !== null && revision !== undefined) {
      inForce.set(user, { revision, touches: noTouches() });
    } else if (user !== null && isTouch(row.class, row.type ?? -1, anomalies)) {
      const known = inForce.get(user);
      if (known) addTouch(known.touches, row.type ?? -1, time);
    }
    yield {
      ...{ time, anomalies, record: toLogRecord(row), isRevision: revision !== undefined },
      userAfter(userId) {
        const known = inForce.get(states.subject(subjectKind.user, userId)?.number ?? 0);
        const found = known && states.userRevision(known.revision, userId, place);
        return found ? withTouches(found.state, known.touches) : null;
      },
      roleAfter(roleId) {
        const role = states.subject(subjectKind.role, roleId);
        return role && (states.role(role.number, roleId, place)?.state ?? null);
      },
    };
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
