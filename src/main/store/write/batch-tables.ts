import type { SubjectStatus } from '../../../shared/domain/user-state.ts';
import { partitionOfPlace } from '../place.ts';
import { statusNames } from '../record-codes.ts';
import type { PlannedBatch } from './planned-batch.ts';

/** What a column is bound to. */
export type Bound = number | string | Uint8Array | null;

/** A statement a batch runs for each of its rows: how many values it takes, and all of them in turn. */
type BatchTable = {
  readonly sql: string;
  readonly width: number;
  readonly rows: (batch: PlannedBatch) => Iterable<readonly Bound[]>;
};

const insertInto = (table: string, width: number) =>
  `INSERT INTO ${table} VALUES (${Array.from({ length: width }, () => '?').join(', ')})`;

/** Everything a batch writes but checkpoints and records, in the order of writing: names first. */
export const batchTables: readonly BatchTable[] = [
  {
    sql: 'INSERT INTO subject (number, kind, id) VALUES (?, ?, ?)',
    width: 3,
    rows: ({ subjects }) => subjects.map(({ number, kind, id }) => [number, kind, id]),
  },
  {
    sql: 'INSERT OR IGNORE INTO split_subject (subject) VALUES (?)',
    width: 1,
    rows: ({ splitSubjects }) => splitSubjects.map((subject) => [subject]),
  },
  {
    sql: 'INSERT INTO passed (place, until, class, tau) VALUES (?, ?, ?, ?)',
    width: 4,
    rows: ({ passed }) => passed.map((row) => [row.place, row.until, row.class, row.tau]),
  },
  {
    sql: `INSERT INTO quarantine
        (place, until, reason, text, decoder, key, bytes, value_length, value_sha256)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    width: 9,
    rows: ({ quarantine }) =>
      quarantine.map((row) => [
        ...[row.place, row.until, row.reason, row.text, row.decoder],
        ...[row.key, row.bytes, row.valueLength, row.valueSha256],
      ]),
  },
  {
    sql: `INSERT INTO user_revision (revision, user, place, status, username, email, display_name,
        attributes, login_count, last_login_at, created_at, updated_at, deleted_at, version)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    width: 14,
    rows: ({ userRevisions }) =>
      userRevisions.map(({ revision, user, place, state: s }) => [
        ...[revision, user, place, statusNumber(s.status), s.username, s.email, s.displayName],
        ...[s.attributes && JSON.stringify(s.attributes), s.loginCount, s.lastLoginAt],
        ...[s.createdAt, s.updatedAt, s.deletedAt, s.version],
      ]),
  },
  {
    // To replace the row would delete and insert it: half as much again.
    sql: `${insertInto('user_head', 8)} ON CONFLICT DO UPDATE SET revision = excluded.revision,
      place = excluded.place, login_count = excluded.login_count,
      last_login_at = excluded.last_login_at, updated_at = excluded.updated_at,
      version = excluded.version`,
    width: 8,
    rows: ({ userHeads }) =>
      userHeads.map(({ user, revision, place, state: s }) => [
        ...[user, partitionOfPlace(place), revision, place],
        ...[s.loginCount, s.lastLoginAt, s.updatedAt, s.version],
      ]),
  },
  {
    sql: 'UPDATE assignment SET until = ? WHERE user = ? AND role = ? AND place = ?',
    width: 4,
    rows: ({ assignmentEnds: ends }) =>
      ends.map(({ until, user, role, place }) => [until, user, role, place]),
  },
  {
    sql: 'INSERT INTO assignment (user, role, place, until) VALUES (?, ?, ?, ?)',
    width: 4,
    rows: ({ assignments }) =>
      assignments.map(({ user, role, place, until }) => [user, role, place, until]),
  },
  {
    sql: 'UPDATE role_revision SET until = ? WHERE role = ? AND place = ?',
    width: 3,
    rows: ({ roleRevisionEnds: ends }) => ends.map((row) => [row.until, row.subject, row.place]),
  },
  {
    sql: `INSERT INTO role_revision (role, place, until, status, name, description, permissions,
        created_at, updated_at, deleted_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    width: 11,
    rows: ({ roleRevisions }) =>
      roleRevisions.map(({ role, place, until, state: s }) => [
        ...[role, place, until, statusNumber(s.status), s.name, s.description],
        ...[JSON.stringify(s.permissions), s.createdAt, s.updatedAt, s.deletedAt, s.version],
      ]),
  },
  {
    sql: insertInto('identity_again', 1).replace('INSERT', 'INSERT OR IGNORE'),
    width: 1,
    rows: ({ identitiesAgain }) => identitiesAgain.map((identity) => [identity]),
  },
  {
    sql: insertInto('command_event', 2),
    width: 2,
    rows: ({ commandEvents }) => commandEvents.map(({ identity, place }) => [identity, place]),
  },
  {
    sql: 'INSERT INTO chain (partition, range, records, digest, link) VALUES (?, ?, ?, ?, ?)',
    width: 5,
    rows: ({ chain }) =>
      chain.map((row) => [row.partition, row.range, row.records, row.digest, row.link]),
  },
];

function statusNumber(status: SubjectStatus): number {
  return statusNames.indexOf(status);
}
