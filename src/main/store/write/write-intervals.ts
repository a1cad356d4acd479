import type Database from 'better-sqlite3';
import type { SubjectStatus } from '../../../shared/domain/user-state.ts';
import { mostPartitions, partitionOfPlace } from '../place.ts';
import { statusNames } from '../record-codes.ts';
import type {
  PlannedBatch,
  RoleRevisionRow,
  UserRevisionRow,
  UserTouchRow,
} from './planned-batch.ts';

/** Prepares the temporal tables' statements; the function it gives writes a batch's intervals. */
export function prepareIntervals(db: Database.Database): (batch: PlannedBatch) => void {
  const users = prepareUsers(db);
  const assignments = prepareAssignments(db);
  const roles = prepareRoles(db);
  return (batch) => {
    users(batch);
    assignments(batch);
    roles(batch);
  };
}

function prepareUsers(db: Database.Database) {
  const end = db.prepare('UPDATE user_revision SET until = ? WHERE user = ? AND place = ?');
  const insert = db.prepare(`INSERT INTO user_revision (user, place, until, status, username, email,
      display_name, attributes, login_count, last_login_at, created_at, updated_at, deleted_at, version)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const head = db.prepare('INSERT OR REPLACE INTO user_head VALUES (?, ?, ?, ?, ?, ?, ?)');
  const writeRevision = ({ user, place, until, state: s }: UserRevisionRow) => {
    insert.run(
      ...[user, place, until, statusNumber(s.status), s.username, s.email, s.displayName],
      ...[s.attributes && JSON.stringify(s.attributes), s.loginCount, s.lastLoginAt, s.createdAt],
      ...[s.updatedAt, s.deletedAt, s.version],
    );
  };
  return (batch: PlannedBatch) => {
    for (const { subject, place, until } of batch.userRevisionEnds) end.run(until, subject, place);
    batch.userRevisions.forEach(writeRevision);
    for (const { user, place, state } of lastTouches(batch)) {
      head.run(
        ...[user, partitionOfPlace(place), place, state.loginCount],
        ...[state.lastLoginAt, state.updatedAt, state.version],
      );
    }
  };
}

/** The last touch of each user in each partition. */
function lastTouches({ userTouches }: PlannedBatch): Iterable<UserTouchRow> {
  const last = new Map<number, UserTouchRow>();
  for (const touch of userTouches) {
    last.set(touch.user * mostPartitions + partitionOfPlace(touch.place), touch);
  }
  return last.values();
}

function prepareAssignments(db: Database.Database) {
  const end = db.prepare(
    'UPDATE assignment SET until = ? WHERE user = ? AND role = ? AND place = ?',
  );
  const insert = db.prepare(
    'INSERT INTO assignment (user, role, place, until) VALUES (?, ?, ?, ?)',
  );
  return (batch: PlannedBatch) => {
    for (const { user, role, place, until } of batch.assignmentEnds) {
      end.run(until, user, role, place);
    }
    for (const { user, role, place, until } of batch.assignments) {
      insert.run(user, role, place, until);
    }
  };
}

function prepareRoles(db: Database.Database) {
  const end = db.prepare('UPDATE role_revision SET until = ? WHERE role = ? AND place = ?');
  const insert = db.prepare(`INSERT INTO role_revision (role, place, until, status, name,
      description, permissions, created_at, updated_at, deleted_at, version)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const writeRevision = ({ role, place, until, state: s }: RoleRevisionRow) => {
    insert.run(
      ...[role, place, until, statusNumber(s.status), s.name, s.description],
      ...[JSON.stringify(s.permissions), s.createdAt, s.updatedAt, s.deletedAt, s.version],
    );
  };
  return (batch: PlannedBatch) => {
    for (const { subject, place, until } of batch.roleRevisionEnds) end.run(until, subject, place);
    batch.roleRevisions.forEach(writeRevision);
  };
}

function statusNumber(status: SubjectStatus): number {
  return statusNames.indexOf(status);
}
