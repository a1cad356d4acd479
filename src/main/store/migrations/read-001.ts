/**
 * The read model, first layout: rows.
 *
 * `place` is partition * 2^40 + offset, so "at or below (partition, offset)" is one comparison and
 * the records of a partition are one range. Intervals are half-open in places of one partition:
 * [place, until), `until` null while open. Times are ms since 1970. A subject found in several
 * partitions has one chain of intervals in each; questions fold it on demand.
 */
export const read001 = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- One row a partition: the checkpoint (next), what the log said last, and the offsets counted by class.
CREATE TABLE partition (
  partition INTEGER PRIMARY KEY,
  start INTEGER NOT NULL,            -- first offset read
  next INTEGER NOT NULL,             -- next offset to fetch; moved by compare-and-set
  record_next INTEGER NOT NULL,      -- one past the last record below next, else start
  tau INTEGER NOT NULL,              -- tau of the last record, 0 if none
  truncated INTEGER NOT NULL,        -- 1 where start was not the beginning of the log
  last_stable INTEGER NOT NULL,
  high_watermark INTEGER NOT NULL,
  event INTEGER NOT NULL DEFAULT 0,
  duplicate INTEGER NOT NULL DEFAULT 0,
  unknown_type INTEGER NOT NULL DEFAULT 0,
  tombstone INTEGER NOT NULL DEFAULT 0,
  quarantined INTEGER NOT NULL DEFAULT 0,
  control INTEGER NOT NULL DEFAULT 0,
  aborted INTEGER NOT NULL DEFAULT 0,
  gap INTEGER NOT NULL DEFAULT 0,
  anomaly INTEGER NOT NULL DEFAULT 0,
  CHECK (next - start = event + duplicate + unknown_type + tombstone + quarantined + control + aborted + gap)
) STRICT;

-- Names told once: users, roles and actors by number.
CREATE TABLE subject (
  number INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,             -- 0 user, 1 role, 2 actor
  id TEXT NOT NULL,
  UNIQUE (kind, id)
) STRICT;

-- Every record, as it came. user, role and actor are numbers of subject: no foreign keys here,
-- since they would cost three look-ups a record.
CREATE TABLE record (
  place INTEGER PRIMARY KEY,
  tau INTEGER NOT NULL,
  timestamp INTEGER NOT NULL,
  timestamp_type INTEGER NOT NULL,   -- 0 create, 1 append
  class INTEGER NOT NULL,            -- 0 event, 1 duplicate, 2 unknownType, 3 tombstone, 4 quarantined
  type INTEGER,                      -- index into eventTypes; null where it is none of the nine
  user INTEGER,
  role INTEGER,
  actor INTEGER,
  time INTEGER NOT NULL,             -- the event's own time, else the record's timestamp
  flags INTEGER NOT NULL,            -- bits, see record-codes.ts
  anomalies INTEGER NOT NULL,        -- bit n: anomalyCodes[n]
  identity INTEGER,                  -- 53-bit hash of (source, id); null where there is none
  key BLOB,
  value BLOB,
  headers BLOB NOT NULL
) STRICT;
CREATE INDEX record_by_scrub ON record (tau, place, class, type);
CREATE INDEX record_by_user ON record (user, place, class, type) WHERE user IS NOT NULL;
CREATE INDEX record_by_role ON record (role, place, class, type) WHERE role IS NOT NULL;
-- Ordered by place within an identity, as every index is; naming place would store it twice.
CREATE INDEX record_by_identity ON record (identity) WHERE identity IS NOT NULL;
CREATE INDEX record_with_problem ON record (tau, place) WHERE class <> 0 OR flags <> 0 OR anomalies <> 0;

-- Offsets [place, until) that hold no record.
CREATE TABLE passed (
  place INTEGER PRIMARY KEY,
  until INTEGER NOT NULL,
  class INTEGER NOT NULL             -- 5 control, 6 aborted, 7 gap, 4 quarantined (a damaged batch)
) STRICT;

-- Records, or ranges of offsets, that could not become events. The bytes stand in record, or here for a range.
CREATE TABLE quarantine (
  place INTEGER PRIMARY KEY,
  until INTEGER NOT NULL,
  reason TEXT NOT NULL,
  text TEXT NOT NULL,
  decoder TEXT NOT NULL,
  bytes BLOB,                        -- of a damaged range: the first 64 KiB of the batch
  value_length INTEGER,              -- of a value over 8 MiB, of which record holds the first 64 KiB: its bytes
  value_sha256 BLOB                  -- and the SHA-256 of the whole
) STRICT;

-- Users: a row where a field or the status changed.
CREATE TABLE user_revision (
  user INTEGER NOT NULL REFERENCES subject (number),
  place INTEGER NOT NULL,
  until INTEGER,
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
  version INTEGER NOT NULL,
  PRIMARY KEY (user, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_revision_by_name ON user_revision (username, user, place, until, status);

-- Users: a row where only sign-ins or roles changed. It adds to the revision in force.
CREATE TABLE user_touch (
  user INTEGER NOT NULL REFERENCES subject (number),
  place INTEGER NOT NULL,
  login_count INTEGER NOT NULL,
  last_login_at INTEGER,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (user, place)
) STRICT, WITHOUT ROWID;

-- Who holds which role, from which record to which.
CREATE TABLE assignment (
  user INTEGER NOT NULL REFERENCES subject (number),
  role INTEGER NOT NULL REFERENCES subject (number),
  place INTEGER NOT NULL,
  until INTEGER,
  PRIMARY KEY (user, role, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_by_role ON assignment (role, place, until, user);

CREATE TABLE role_revision (
  role INTEGER NOT NULL REFERENCES subject (number),
  place INTEGER NOT NULL,
  until INTEGER,
  status INTEGER NOT NULL,
  name TEXT,
  description TEXT,
  permissions TEXT NOT NULL,         -- JSON array
  created_at INTEGER,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  version INTEGER NOT NULL,
  PRIMARY KEY (role, place)
) STRICT, WITHOUT ROWID;

-- Subjects whose records stand in more than one partition.
CREATE TABLE split_subject (subject INTEGER PRIMARY KEY REFERENCES subject (number)) STRICT;

-- Events an hour of tau, for the timeline.
CREATE TABLE tally (
  hour INTEGER NOT NULL,             -- floor(tau / 3 600 000)
  type INTEGER NOT NULL,             -- index into eventTypes; -1: problems
  n INTEGER NOT NULL,
  PRIMARY KEY (hour, type)
) STRICT, WITHOUT ROWID;

-- The hash chain: finished ranges of 1024 offsets; ranges without a record have no row.
CREATE TABLE chain (
  partition INTEGER NOT NULL,
  range INTEGER NOT NULL,
  records INTEGER NOT NULL,
  digest BLOB NOT NULL,
  link BLOB NOT NULL,
  PRIMARY KEY (partition, range)
) STRICT, WITHOUT ROWID;
`;
