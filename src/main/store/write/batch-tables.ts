import type { SubjectStatus } from '../../../shared/domain/user-state.ts';
import { statusNames } from '../record-codes.ts';
import type { PlannedBatch } from './planned-batch.ts';

/** What a column is bound to. */
export type Bound = number | string | Uint8Array | null;

/** What a batch writes of one kind: how many values a row has, and what appends them, row by row. */
type BatchTable = Statement & {
  readonly put: (batch: PlannedBatch, to: Bound[]) => void;
};

/** A statement for so many rows, of which it takes `atOnce` or one. */
export type Statement = {
  readonly sql: (rows: number) => string;
  readonly width: number;
  readonly atOnce: number;
};

/** To insert rows one by one takes twice as long, most of it to get the values from here to SQLite. */
const rowsAtOnce = 32;

function inserts(into: string, width: number, orElse = ''): Statement {
  const row = `(${Array.from({ length: width }, () => '?').join(', ')})`;
  const sql = (rows: number) => {
    const values = Array.from({ length: rows }, () => row).join(', ');
    return `INSERT ${into} VALUES ${values} ${orElse}`;
  };
  return { sql, width, atOnce: rowsAtOnce };
}

function updates(sql: string, width: number): Statement {
  return { sql: () => sql, width, atOnce: 1 };
}

/** Everything a batch writes but checkpoints, the hash chain and records, in the order of writing: names first. */
export const batchTables: readonly BatchTable[] = [
  {
    ...inserts('INTO subject (number, kind, id)', 3),
    put({ subjects }, to) {
      for (const { number, kind, id } of subjects) to.push(number, kind, id);
    },
  },
  {
    ...inserts('OR IGNORE INTO split_subject (subject)', 1),
    put({ splitSubjects }, to) {
      for (const subject of splitSubjects) to.push(subject);
    },
  },
  {
    ...inserts('INTO passed (place, until, class, tau)', 4),
    put({ passed }, to) {
      for (const row of passed) to.push(row.place, row.until, row.class, row.tau);
    },
  },
  {
    ...inserts(
      `INTO quarantine
        (place, until, reason, text, decoder, key, bytes, value_length, value_sha256)`,
      9,
    ),
    put({ quarantine }, to) {
      for (const row of quarantine) {
        to.push(row.place, row.until, row.reason, row.text, row.decoder);
        to.push(row.key, row.bytes, row.valueLength, row.valueSha256);
      }
    },
  },
  {
    ...inserts(
      `INTO user_revision (revision, user, place, status, username, email, display_name,
        attributes, login_count, last_login_at, created_at, updated_at, deleted_at, version)`,
      14,
    ),
    put({ userRevisions }, to) {
      for (const { revision, user, place, state: s } of userRevisions) {
        to.push(revision, user, place, statusNumber(s.status), s.username, s.email, s.displayName);
        to.push(s.attributes && JSON.stringify(s.attributes), s.loginCount, s.lastLoginAt);
        to.push(s.createdAt, s.updatedAt, s.deletedAt, s.version);
      }
    },
  },
  {
    // To replace the row would delete and insert it: half as much again.
    ...inserts(
      'INTO user_head',
      8,
      `ON CONFLICT DO UPDATE SET revision = excluded.revision, place = excluded.place,
        login_count = excluded.login_count, last_login_at = excluded.last_login_at,
        updated_at = excluded.updated_at, version = excluded.version`,
    ),
    put({ userHeads }, to) {
      for (const { user, partition, revision, place, counts: n } of userHeads) {
        to.push(user, partition, revision, place);
        to.push(n.loginCount, n.lastLoginAt, n.updatedAt, n.version);
      }
    },
  },
  {
    // One that ends is there already.
    ...inserts(
      'INTO assignment (user, role, place, until)',
      4,
      'ON CONFLICT DO UPDATE SET until = excluded.until',
    ),
    put({ assignmentEnds, assignments }, to) {
      for (const { user, role, place, until } of assignmentEnds) to.push(user, role, place, until);
      for (const { user, role, place, until } of assignments) to.push(user, role, place, until);
    },
  },
  {
    ...updates('UPDATE role_revision SET until = ? WHERE role = ? AND place = ?', 3),
    put({ roleRevisionEnds }, to) {
      for (const { until, subject, place } of roleRevisionEnds) to.push(until, subject, place);
    },
  },
  {
    ...inserts(
      `INTO role_revision (role, place, until, status, name, description, permissions,
        created_at, updated_at, deleted_at, version)`,
      11,
    ),
    put({ roleRevisions }, to) {
      for (const { role, place, until, state: s } of roleRevisions) {
        to.push(role, place, until, statusNumber(s.status), s.name, s.description);
        to.push(JSON.stringify(s.permissions), s.createdAt, s.updatedAt, s.deletedAt, s.version);
      }
    },
  },
  {
    ...inserts('OR IGNORE INTO identity_again', 1),
    put({ identitiesAgain }, to) {
      for (const identity of identitiesAgain) to.push(identity);
    },
  },
  {
    ...inserts('INTO command_event', 2),
    put({ commandEvents }, to) {
      for (const { identity, place } of commandEvents) to.push(identity, place);
    },
  },
];

function statusNumber(status: SubjectStatus): number {
  return statusNames.indexOf(status);
}
