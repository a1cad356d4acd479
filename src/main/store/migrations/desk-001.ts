/** The person's own: receipts and settings. Not disposable: never rebuilt from the log. */
export const desk001 = `
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE command (
  id TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,         -- of the body: the same id with another body is refused
  status TEXT NOT NULL,
  receipt TEXT NOT NULL,             -- JSON, as the contract's receipt
  stored_at INTEGER NOT NULL         -- ms since 1970
) STRICT, WITHOUT ROWID;
CREATE INDEX command_by_time ON command (stored_at);
CREATE INDEX command_in_flight ON command (status) WHERE status IN ('sent', 'appended', 'unknown');
`;
