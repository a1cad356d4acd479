import type { SubjectStatus } from '../../../shared/domain/user-state.ts';
import { statusNames } from '../record-codes.ts';
import type { PlannedBatch } from './planned-batch.ts';

/** What a column is bound to. */
export type Bound = number | string | Uint8Array | null;

/** A statement a batch runs for each of its rows: how many values it takes, and what appends them, row by row. */
type BatchTable = {
  readonly sql: string;
  readonly width: number;
  readonly put: (batch: PlannedBatch, to: Bound[]) => void;
};

const insertInto = (table: string, width: number) =>
  `INSERT INTO ${table} VALUES (${Array.from({ length: width }, () => '?').join(', ')})`;

/** Everything a batch writes but checkpoints, the hash chain and records, in the order of writing: names first. */
export const batchTables: readonly BatchTable[] = [
  {
    sql: 'INSERT INTO subject (number, kind, id) VALUES (?, ?, ?)',
    width: 3,
    put({ subjects }, to) {
      for (const { number, kind, id } of subjects) to.push(number, kind, id);
    },
  },
  {
    sql: 'INSERT OR IGNORE INTO split_subject (subject) VALUES (?)',
    width: 1,
    put({ splitSubjects }, to) {
      for (const subject of splitSubjects) to.push(subject);
    },
  },
  {
    sql: 'INSERT INTO passed (place, until, class, tau) VALUES (?, ?, ?, ?)',
    width: 4,
    put({ passed }, to) {
      for (const row of passed) to.push(row.place, row.until, row.class, row.tau);
    },
  },
  {
    sql: `INSERT INTO quarantine
        (place, until, reason, text, decoder, key, bytes, value_length, value_sha256)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    width: 9,
    put({ quarantine }, to) {
      for (const row of quarantine) {
        to.push(row.place, row.until, row.reason, row.text, row.decoder);
        to.push(row.key, row.bytes, row.valueLength, row.valueSha256);
      }
    },
  },
  {
    sql: `INSERT INTO user_revision (revision, user, place, status, username, email, display_name,
        attributes, login_count, last_login_at, created_at, updated_at, deleted_at, version)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    width: 14,
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
    sql: `${insertInto('user_head', 8)} ON CONFLICT DO UPDATE SET revision = excluded.revision,
      place = excluded.place, login_count = excluded.login_count,
      last_login_at = excluded.last_login_at, updated_at = excluded.updated_at,
      version = excluded.version`,
    width: 8,
    put({ userHeads }, to) {
      for (const { user, partition, revision, place, counts: n } of userHeads) {
        to.push(user, partition, revision, place);
        to.push(n.loginCount, n.lastLoginAt, n.updatedAt, n.version);
      }
    },
  },
  {
    sql: 'UPDATE assignment SET until = ? WHERE user = ? AND role = ? AND place = ?',
    width: 4,
    put({ assignmentEnds }, to) {
      for (const { until, user, role, place } of assignmentEnds) to.push(until, user, role, place);
    },
  },
  {
    sql: 'INSERT INTO assignment (user, role, place, until) VALUES (?, ?, ?, ?)',
    width: 4,
    put({ assignments }, to) {
      for (const { user, role, place, until } of assignments) to.push(user, role, place, until);
    },
  },
  {
    sql: 'UPDATE role_revision SET until = ? WHERE role = ? AND place = ?',
    width: 3,
    put({ roleRevisionEnds }, to) {
      for (const { until, subject, place } of roleRevisionEnds) to.push(until, subject, place);
    },
  },
  {
    sql: `INSERT INTO role_revision (role, place, until, status, name, description, permissions,
        created_at, updated_at, deleted_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    width: 11,
    put({ roleRevisions }, to) {
      for (const { role, place, until, state: s } of roleRevisions) {
        to.push(role, place, until, statusNumber(s.status), s.name, s.description);
        to.push(JSON.stringify(s.permissions), s.createdAt, s.updatedAt, s.deletedAt, s.version);
      }
    },
  },
  {
    sql: insertInto('identity_again', 1).replace('INSERT', 'INSERT OR IGNORE'),
    width: 1,
    put({ identitiesAgain }, to) {
      for (const identity of identitiesAgain) to.push(identity);
    },
  },
  {
    sql: insertInto('command_event', 2),
    width: 2,
    put({ commandEvents }, to) {
      for (const { identity, place } of commandEvents) to.push(identity, place);
    },
  },
];

function statusNumber(status: SubjectStatus): number {
  return statusNames.indexOf(status);
}
