import { eventsView } from './read-002.ts';

/**
 * The read model, third layout: what is only ever added to. A revision of a user is written behind
 * those before it, wherever its user and its place stand, and never touched again: a batch writes
 * a few full pages instead of one page of everybody it concerns, and whoever keeps revisions in
 * memory reads on from the last it knows. Where a revision ends is where the next one of its user
 * and partition begins; `user_head` knows which one is the last, and what sign-ins and role changes
 * have made of it. Who holds a role is counted from the columns: it needs no index.
 */
export const read003 = `
-- No table can be renamed while a view names one that only this program's connections have.
DROP VIEW events;
DROP VIEW users_now;
DROP INDEX assignment_by_role;
ALTER TABLE user_revision RENAME TO revision_before;
ALTER TABLE user_head RENAME TO head_before;

-- Users: a row where a field or the status changed. A user's rows of one partition ascend by place.
CREATE TABLE user_revision (
  revision INTEGER PRIMARY KEY,      -- in the order of writing
  user INTEGER NOT NULL REFERENCES subject (number),
  place INTEGER NOT NULL,
  status INTEGER NOT NULL,           -- 0 active, 1 deleted, 2 unknown
  username TEXT,
  email TEXT,
  display_name TEXT,
  attributes TEXT,                   -- JSON object
  login_count INTEGER NOT NULL,
  last_login_at INTEGER,
  created_at INTEGER,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  version INTEGER NOT NULL
) STRICT;

-- A user as it is at the end of what was read of a partition: its last revision, and the counts.
CREATE TABLE user_head (
  user INTEGER NOT NULL REFERENCES subject (number),
  partition INTEGER NOT NULL,
  revision INTEGER NOT NULL REFERENCES user_revision (revision),
  place INTEGER NOT NULL,            -- of the last record that changed anything
  login_count INTEGER NOT NULL,
  last_login_at INTEGER,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (user, partition)
) STRICT, WITHOUT ROWID;
`;

/** Moves the revisions of users numbered from the first parameter on, up to the second (exclusive). */
export const moveRevisions = `
INSERT INTO user_revision (user, place, status, username, email, display_name, attributes,
    login_count, last_login_at, created_at, updated_at, deleted_at, version)
  SELECT user, place, status, username, email, display_name, attributes,
    login_count, last_login_at, created_at, updated_at, deleted_at, version
  FROM revision_before WHERE user >= ? AND user < ? ORDER BY user, place`;

/** Ends the second layout, once its revisions stand in the third. */
export const read003End = `
CREATE UNIQUE INDEX user_revision_by_user ON user_revision (user, place);

INSERT INTO user_head
  SELECT r.user, r.place >> 40, r.revision, max(r.place, coalesce(h.place, 0)),
    CASE WHEN h.place > r.place THEN h.login_count ELSE r.login_count END,
    CASE WHEN h.place > r.place THEN h.last_login_at ELSE r.last_login_at END,
    CASE WHEN h.place > r.place THEN h.updated_at ELSE r.updated_at END,
    CASE WHEN h.place > r.place THEN h.version ELSE r.version END
  FROM revision_before b JOIN user_revision r ON r.user = b.user AND r.place = b.place
    LEFT JOIN head_before h ON h.user = b.user AND h.partition = b.place >> 40
  WHERE b.until IS NULL;

DROP TABLE revision_before;
DROP TABLE head_before;
${eventsView}

-- Revisions with the places at which they end (exclusive; null for the last).
CREATE VIEW user_interval AS
  SELECT r.*, lead(r.place) OVER (PARTITION BY r.user, r.place >> 40 ORDER BY r.place) AS until
  FROM user_revision r;

-- Every user as it is at the end of what was read; a split user has a row a partition.
CREATE VIEW users_now AS
  SELECT s.id AS user, h.partition,
    CASE r.status WHEN 0 THEN 'active' WHEN 1 THEN 'deleted' ELSE 'unknown' END AS status,
    r.username, r.email, r.display_name, r.attributes, h.login_count, h.last_login_at,
    r.created_at, h.updated_at, r.deleted_at, h.version,
    (SELECT group_concat(o.id, ' ') FROM assignment a JOIN subject o ON o.number = a.role
     WHERE a.user = h.user AND a.until IS NULL AND a.place >> 40 = h.partition) AS roles
  FROM user_head h JOIN user_revision r ON r.revision = h.revision
    JOIN subject s ON s.number = h.user;
`;
