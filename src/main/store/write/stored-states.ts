import type Database from 'better-sqlite3';
import type { RoleState } from '../../../shared/domain/role-state.ts';
import type { SubjectStatus, UserState } from '../../../shared/domain/user-state.ts';
import { compareCodePoints } from '../../../shared/kit/compare-code-points.ts';
import type { JsonObject } from '../../../shared/kit/json.ts';
import { homeSql } from '../home-sql.ts';
import { partitionOfPlace, toPlace } from '../place.ts';
import { statusNames, subjectKind } from '../record-codes.ts';

/** A user's chain of intervals in one partition, at a place of it. */
export type StoredUser = {
  readonly state: UserState;
  /** The number of the revision in force, and where it begins. */
  readonly revision: number;
  readonly place: number;
  /** Roles held: number and beginning by role id. */
  readonly held: ReadonlyMap<string, { readonly role: number; readonly place: number }>;
};

/** A role's chain of intervals in one partition, at a place of it. */
export type StoredRole = { readonly state: RoleState; readonly place: number };

/** A name's number, the partition it was first folded in (null: in none yet), and whether it is split. */
export type StoredSubject = {
  readonly number: number;
  readonly home: number | null;
  readonly isSplit: boolean;
};

/** What the fold asks of the read model. A state is that of the chain in the place's partition, at that place. */
export type StoredStates = {
  subject(kind: number, id: string): StoredSubject | null;
  lastSubjectNumber(): number;
  /** The number of the last revision of any user; 0 for none. */
  lastRevision(): number;
  /** A user at the last place of a partition. */
  user(number: number, userId: string, at: number): StoredUser | null;
  /** A user as a revision says it: without roles, and without what was counted since. */
  revision(revision: number, userId: string): UserState | null;
  role(number: number, roleId: string, at: number): StoredRole | null;
};

type UserRow = {
  revision: number;
  user: number;
  place: number;
  status: number;
  username: string | null;
  email: string | null;
  display_name: string | null;
  attributes: string | null;
  login_count: number;
  last_login_at: number | null;
  created_at: number | null;
  updated_at: number;
  deleted_at: number | null;
  version: number;
};
type Counts = Pick<UserRow, 'login_count' | 'last_login_at' | 'updated_at' | 'version'>;
type HeadRow = Counts & { revision: number };
type HeldRow = { role: number; id: string; place: number };
type RoleRow = {
  place: number;
  status: number;
  name: string | null;
  description: string | null;
  permissions: string;
  created_at: number | null;
  updated_at: number;
  deleted_at: number | null;
  version: number;
};

/** Reads states out of the temporal tables. */
export function openStoredStates(db: Database.Database): StoredStates {
  const last = db.prepare<[], number>('SELECT coalesce(max(number), 0) FROM subject').pluck();
  const lastRevision = db
    .prepare<[], number>('SELECT coalesce(max(revision), 0) FROM user_revision')
    .pluck();
  return {
    subject: prepareSubject(db),
    lastSubjectNumber: () => last.get() as number,
    lastRevision: () => lastRevision.get() as number,
    ...prepareUser(db),
    role: prepareRole(db),
  };
}

function prepareSubject(db: Database.Database): StoredStates['subject'] {
  const find = db.prepare<[number, string], { number: number; split: number }>(`
    SELECT number, EXISTS (SELECT 1 FROM split_subject WHERE subject = number) AS split
    FROM subject WHERE kind = ? AND id = ?`);
  const ofUser = db.prepare<[number], number>(homeSql.user).pluck();
  const ofRole = db.prepare<[number], number>(homeSql.role).pluck();
  return (kind, id) => {
    const found = find.get(kind, id);
    if (!found) return null;
    const home =
      kind === subjectKind.actor ? undefined : kind === subjectKind.user ? ofUser : ofRole;
    return {
      number: found.number,
      home: home?.get(found.number) ?? null,
      isSplit: found.split === 1,
    };
  };
}

function prepareUser(db: Database.Database): Pick<StoredStates, 'user' | 'revision'> {
  const numbered = db.prepare<number[], UserRow>('SELECT * FROM user_revision WHERE revision = ?');
  const newest = db.prepare<number[], HeadRow>(
    'SELECT * FROM user_head WHERE user = ? AND partition = ?',
  );
  const held = db.prepare<number[], HeldRow>(`SELECT role, id, place
    FROM assignment JOIN subject ON number = role
    WHERE user = ? AND place >= ? AND place <= ? AND (until IS NULL OR until > ?)`);
  return {
    revision(revision, userId) {
      const row = numbered.get(revision);
      return row ? toUserState(userId, row) : null;
    },
    user(number, userId, at) {
      const partition = partitionOfPlace(at);
      const head = newest.get(number, partition);
      const row = head && numbered.get(head.revision);
      if (!head || !row) return null;
      const roles = held.all(number, toPlace(partition, 0), at, at);
      return {
        state: {
          ...toUserState(userId, row),
          ...countedIn(head),
          roles: roles.map(({ id }) => id).sort(compareCodePoints),
        },
        revision: row.revision,
        place: row.place,
        held: new Map(roles.map(({ id, role, place }) => [id, { role, place }])),
      };
    },
  };
}

function toUserState(userId: string, row: UserRow): UserState {
  return {
    userId,
    username: row.username,
    email: row.email,
    displayName: row.display_name,
    attributes: row.attributes === null ? null : (JSON.parse(row.attributes) as JsonObject),
    status: statusNames[row.status] as SubjectStatus,
    roles: [],
    createdAt: row.created_at,
    deletedAt: row.deleted_at,
    ...countedIn(row),
  };
}

function countedIn(row: Counts) {
  const { login_count: loginCount, last_login_at: lastLoginAt, updated_at: updatedAt } = row;
  return { loginCount, lastLoginAt, updatedAt, version: row.version };
}

function prepareRole(db: Database.Database): StoredStates['role'] {
  const revision = db.prepare<number[], RoleRow>(`SELECT * FROM role_revision
    WHERE role = ? AND place >= ? AND place <= ? ORDER BY place DESC LIMIT 1`);
  return (number, roleId, at) => {
    const row = revision.get(number, toPlace(partitionOfPlace(at), 0), at);
    return row ? { state: toRoleState(roleId, row), place: row.place } : null;
  };
}

function toRoleState(roleId: string, row: RoleRow): RoleState {
  return {
    roleId,
    name: row.name,
    description: row.description,
    permissions: JSON.parse(row.permissions) as string[],
    status: statusNames[row.status] as SubjectStatus,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
    version: row.version,
  };
}
