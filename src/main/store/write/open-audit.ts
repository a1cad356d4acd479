import type Database from 'better-sqlite3';
import type { RoleState } from '../../../shared/domain/role-state.ts';
import type { UserState } from '../../../shared/domain/user-state.ts';
import { offset } from '../../../shared/log/offset.ts';
import type { LogRecord } from '../../../shared/log/record.ts';
import { toPlace } from '../place.ts';
import { classCode, type OffsetClass, subjectKind } from '../record-codes.ts';
import { type ChainRow, noCounts, type OffsetCounts } from './planned-batch.ts';
import type { StoredStates } from './stored-states.ts';

/** An event as it was folded. */
export type FoldedRecord = {
  readonly place: number;
  readonly time: number;
  readonly anomalies: number;
  readonly record: LogRecord;
};

/** What a proof of the read model reads: all of it, by partition. */
export type Audit = {
  /** Offsets by class as the rows tell, and how many of them are records. */
  counts(partition: number): { readonly counts: OffsetCounts; readonly records: number };
  /** The finished ranges of the hash chain, ascending. */
  chain(partition: number): ChainRow[];
  /** The events that were folded, ascending. */
  events(partition: number): IterableIterator<FoldedRecord>;
  /** States in the chain of the place's partition, at that place; null for a subject unseen there. */
  userAt(userId: string, place: number): UserState | null;
  roleAt(roleId: string, place: number): RoleState | null;
  /** Revisions that do not end where the next one of their subject begins. */
  brokenIntervals(partition: number): number;
};

type EventRow = {
  place: number;
  time: number;
  anomalies: number;
  timestamp: number;
  key: Buffer | null;
  value: Buffer;
  headers: Buffer;
};

const classNames = Object.keys(classCode) as OffsetClass[];

/** Opens the doors of the proof. */
export function openAudit(db: Database.Database, states: StoredStates): Audit {
  const events = db.prepare<number[], EventRow>(`SELECT place, time, anomalies, timestamp, key,
    value, headers FROM record WHERE place >= ? AND place < ? AND class = ${classCode.event}
    ORDER BY place`);
  const chain = db.prepare<[number], ChainRow>(
    'SELECT * FROM chain WHERE partition = ? ORDER BY range',
  );
  return {
    counts: prepareCounts(db),
    chain: (partition) => chain.all(partition),
    *events(partition) {
      for (const row of events.iterate(toPlace(partition, 0), toPlace(partition + 1, 0))) {
        yield { ...row, record: toRecord(partition, row) };
      }
    },
    userAt(userId, place) {
      const user = states.subject(subjectKind.user, userId);
      return user && (states.user(user.number, userId, place)?.state ?? null);
    },
    roleAt(roleId, place) {
      const role = states.subject(subjectKind.role, roleId);
      return role && (states.role(role.number, roleId, place)?.state ?? null);
    },
    brokenIntervals: prepareIntervalCheck(db),
  };
}

function toRecord(partition: number, row: EventRow): LogRecord {
  const { timestamp, key, value, headers } = row;
  const place = offset(row.place - toPlace(partition, 0));
  return { partition, offset: place, timestamp, timestampType: 'create', key, value, headers };
}

function prepareCounts(db: Database.Database): Audit['counts'] {
  const records = db.prepare<number[], { class: number; n: number; odd: number }>(`
    SELECT class, count(*) AS n, sum(class = ${classCode.event} AND anomalies <> 0) AS odd
    FROM record WHERE place >= ? AND place < ? GROUP BY class`);
  const passed = db.prepare<number[], { class: number; n: number }>(`
    SELECT class, sum(until - place) AS n FROM passed WHERE place >= ? AND place < ? GROUP BY class`);
  return (partition) => {
    const range = [toPlace(partition, 0), toPlace(partition + 1, 0)];
    const counts = noCounts();
    let total = 0;
    for (const { class: code, n, odd } of records.all(...range)) {
      counts[classNames[code] as OffsetClass] += n;
      counts.anomaly += odd;
      total += n;
    }
    for (const { class: code, n } of passed.all(...range)) {
      counts[classNames[code] as OffsetClass] += n;
    }
    return { counts, records: total };
  };
}

function prepareIntervalCheck(db: Database.Database): Audit['brokenIntervals'] {
  const broken = (table: string, subject: string) =>
    db
      .prepare<number[], number>(
        `SELECT count(*) FROM (
          SELECT until, lead(place) OVER (PARTITION BY ${subject} ORDER BY place) AS following
          FROM ${table} WHERE place >= ? AND place < ?) WHERE until IS NOT following`,
      )
      .pluck();
  const users = broken('user_revision', 'user');
  const roles = broken('role_revision', 'role');
  return (partition) => {
    const range = [toPlace(partition, 0), toPlace(partition + 1, 0)];
    return (users.get(...range) ?? 0) + (roles.get(...range) ?? 0);
  };
}
