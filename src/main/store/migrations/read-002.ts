/**
 * The read model, second layout: columns. No row an event: what is known of the records of a
 * partition stands in `segment` as packed columns, their bytes in `block`, 256 records each; what
 * does not fill a block yet stands in `tail`, a row a commit. Places, intervals and times are as
 * in the first layout; the temporal tables stay, but sign-ins and role changes no longer make a
 * row each: they are counted from the columns, and `user_head` holds the newest count.
 */
export const read002 = `
-- Packed columns of a run of records: see layout/event-columns.ts. Identities: 6 bytes a record.
CREATE TABLE segment (
  place INTEGER PRIMARY KEY,         -- of the first record
  until INTEGER NOT NULL,            -- one past the last record
  records INTEGER NOT NULL,
  columns BLOB NOT NULL,
  identities BLOB NOT NULL
) STRICT;

-- Packed keys, values and headers of 256 records: see layout/record-block.ts.
CREATE TABLE block (
  place INTEGER PRIMARY KEY,
  until INTEGER NOT NULL,
  records INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

-- The newest records of each partition, too few for a block: a row is what one commit brought.
CREATE TABLE tail (
  place INTEGER PRIMARY KEY,
  until INTEGER NOT NULL,
  records INTEGER NOT NULL,
  columns BLOB NOT NULL,
  identities BLOB NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

-- What sign-ins and role changes since the open revision made of a user, in one partition.
CREATE TABLE user_head (
  user INTEGER NOT NULL REFERENCES subject (number),
  partition INTEGER NOT NULL,
  place INTEGER NOT NULL,            -- of the last of them
  login_count INTEGER NOT NULL,
  last_login_at INTEGER,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (user, partition)
) STRICT, WITHOUT ROWID;

-- Identities that may stand in the log more than once: one that is not here does not.
CREATE TABLE identity_again (identity INTEGER PRIMARY KEY) STRICT;

-- Events that commands wrote, in any Playhead: what became of a command is looked up here.
CREATE TABLE command_event (
  identity INTEGER NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (identity, place)
) STRICT, WITHOUT ROWID;

ALTER TABLE passed ADD COLUMN tau INTEGER NOT NULL DEFAULT 0;  -- of the record before, 0 if none
ALTER TABLE quarantine ADD COLUMN key BLOB;                    -- of a single record
`;

/** The view of every record. */
export const eventsView = `
-- For reading by hand, where the program has registered the table stored_record.
CREATE VIEW events AS
  SELECT r.partition, r.offset, r.tau, r.timestamp, r.time, r.class, r.type,
    u.id AS user, o.id AS role, a.id AS actor, r.flags, r.anomalies, r.key, r.value, r.headers
  FROM stored_record r LEFT JOIN subject u ON u.number = r.user
    LEFT JOIN subject o ON o.number = r.role LEFT JOIN subject a ON a.number = r.actor;
`;

/** Ends the first layout, once its rows stand in the second. */
export const read002End = `
DROP TABLE record;
DROP TABLE user_touch;
DROP TABLE tally;
DROP INDEX user_revision_by_name;
${eventsView}
-- Every user as it is at the end of what was read; a split user has a row a partition.
CREATE VIEW users_now AS
  SELECT s.id AS user, u.place >> 40 AS partition,
    CASE u.status WHEN 0 THEN 'active' WHEN 1 THEN 'deleted' ELSE 'unknown' END AS status,
    u.username, u.email, u.display_name, u.attributes,
    CASE WHEN h.place > u.place THEN h.login_count ELSE u.login_count END AS login_count,
    CASE WHEN h.place > u.place THEN h.last_login_at ELSE u.last_login_at END AS last_login_at,
    u.created_at,
    CASE WHEN h.place > u.place THEN h.updated_at ELSE u.updated_at END AS updated_at,
    u.deleted_at,
    CASE WHEN h.place > u.place THEN h.version ELSE u.version END AS version,
    (SELECT group_concat(r.id, ' ') FROM assignment a JOIN subject r ON r.number = a.role
     WHERE a.user = u.user AND a.until IS NULL AND a.place >> 40 = u.place >> 40) AS roles
  FROM user_revision u JOIN subject s ON s.number = u.user
    LEFT JOIN user_head h ON h.user = u.user AND h.partition = u.place >> 40
  WHERE u.until IS NULL;
`;
