import Database from 'better-sqlite3';
import { type Offset, offset } from '../../../shared/log/offset.ts';
import type { LogRecord } from '../../../shared/log/record.ts';

const schema = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE partition (
  partition INTEGER PRIMARY KEY,
  start INTEGER NOT NULL,            -- first offset the log holds
  next INTEGER NOT NULL              -- one past the last
) STRICT;
-- place = partition * 2^40 + offset, so that a partition is one range of rows.
CREATE TABLE record (
  place INTEGER PRIMARY KEY,
  timestamp INTEGER NOT NULL,
  timestamp_type INTEGER NOT NULL,   -- 0 create, 1 append
  key BLOB,
  value BLOB,
  headers BLOB NOT NULL              -- in the wire form of a Kafka record
) STRICT;
`;

const version = 1;
const width = 2 ** 40;

/** Partitions and offsets a local log can hold: below these. */
export const mostPartitions = 8192;
export const mostOffsets = width;

/** A row of `record`. */
export type LocalRow = {
  readonly place: number;
  readonly timestamp: number;
  readonly timestamp_type: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Buffer;
};

/** Opens or makes the file of a local log. Throws where a newer program made it. */
export function openLocalFile(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('busy_timeout = 5000');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('trusted_schema = OFF');
  const found = db.pragma('user_version', { simple: true }) as number;
  if (found > version) {
    db.close();
    throw new Error('This local log was written by a newer Playhead.');
  }
  if (found === 0) {
    db.transaction(() => {
      db.exec(schema);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
  return db;
}

/** (partition, offset) as the row's number. */
export function toRowPlace(partition: number, at: number): number {
  return partition * width + at;
}

/** A row as the port gives it. */
export function fromRow(row: LocalRow): LogRecord {
  return {
    partition: Math.floor(row.place / width),
    offset: offset(row.place % width) as Offset,
    timestamp: row.timestamp,
    timestampType: row.timestamp_type === 0 ? 'create' : 'append',
    key: row.key,
    value: row.value,
    headers: row.headers,
  };
}
