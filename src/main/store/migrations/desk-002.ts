/**
 * Receipts of every command, bulks and drafts. The fingerprint is gone: a receipt holds the whole
 * body. Times are ms since 1970.
 */
export const desk002 = `
ALTER TABLE command DROP COLUMN fingerprint;
ALTER TABLE command ADD COLUMN bulk TEXT;
UPDATE command SET receipt = json_set(receipt,
  '$.bulkId', NULL,
  '$.house', json('{"protectedRoles":[],"ticketPattern":null}'),
  '$.fence', NULL,
  '$.waiting', NULL);
DROP INDEX command_by_time;
CREATE INDEX command_by_time ON command (stored_at, id);
CREATE INDEX command_of_bulk ON command (bulk) WHERE bulk IS NOT NULL;

-- One change for many users; its lines are commands of their own.
CREATE TABLE bulk (
  id TEXT PRIMARY KEY,
  card TEXT NOT NULL,                -- JSON: change, actor, reason, ticket, basis
  is_stopped INTEGER NOT NULL,       -- 1 where it waits until somebody runs it again
  started_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX bulk_by_time ON bulk (started_at, id);

CREATE TABLE bulk_line (
  bulk TEXT NOT NULL REFERENCES bulk (id),
  n INTEGER NOT NULL,                -- from 0
  user TEXT NOT NULL,
  command TEXT NOT NULL,             -- the id of its command; a refused one is given another when run again
  PRIMARY KEY (bulk, n)
) STRICT, WITHOUT ROWID;

-- What somebody began to write and did not send.
CREATE TABLE draft (
  key TEXT PRIMARY KEY,
  form TEXT NOT NULL,                -- JSON, of the form's own making
  saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
