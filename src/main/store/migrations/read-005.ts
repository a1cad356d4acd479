/**
 * The read model, fifth layout: less to keep in order. The table of user revisions has no index, which
 * cost a page of it for nearly every revision: whoever asks has where each one begins in memory. And
 * `user_head` only repeats what a revision and its records say, so it has no foreign keys, which looked
 * up a page of each of two tables whenever a user did something; a proof of the model compares it.
 */
export const read005 = `
DROP INDEX user_revision_by_user;

CREATE TABLE head_before AS SELECT * FROM user_head;
DROP TABLE user_head;

-- A user as it is at the end of what was read of a partition: its last revision, and the counts.
CREATE TABLE user_head (
  user INTEGER NOT NULL,
  partition INTEGER NOT NULL,
  revision INTEGER NOT NULL,         -- of user_revision
  place INTEGER NOT NULL,            -- of the last record that changed anything
  login_count INTEGER NOT NULL,
  last_login_at INTEGER,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (user, partition)
) STRICT, WITHOUT ROWID;
INSERT INTO user_head SELECT * FROM head_before ORDER BY user, partition;
DROP TABLE head_before;
`;
