import Database from 'better-sqlite3';
import type { Offset } from '../../../shared/log/offset.ts';
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
  key_length INTEGER,                -- null where the key is null
  value_length INTEGER,              -- null where the value is null
  content BLOB NOT NULL              -- key, value, headers (in the wire form of a Kafka record)
) STRICT;
`;

const version = 1;
const width = 2 ** 40;

/** Partitions and offsets a local log can hold: below these. */
export const mostPartitions = 8192;
export const mostOffsets = width;

/** A row of `record`, column by column. */
export type LocalRow = [
  place: number,
  timestamp: number,
  timestampType: number,
  keyLength: number | null,
  valueLength: number | null,
  content: Buffer,
];

/** Writes a row. */
export const insertRow = 'INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)';

/** Opens or makes the file of a local log. Throws where a newer program made it. */
export function openLocalFile(file: string): Database.Database {
  const db = new Database(file);
  // Counts for a new file only: half as many pages are read one by one (0.5 us a record less).
  db.pragma('page_size = 8192');
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

/** The partition of a row's number. */
export function partitionOfRow(place: number): number {
  return Math.floor(place / width);
}

/** The offset of a row's number. */
export function offsetOfRow(place: number): Offset {
  return (place % width) as Offset;
}

/** A row as the port gives it. */
export function fromRow([
  place,
  timestamp,
  type,
  keyLength,
  valueLength,
  content,
]: LocalRow): LogRecord {
  const valueAt = keyLength ?? 0;
  const headersAt = valueAt + (valueLength ?? 0);
  return {
    partition: partitionOfRow(place),
    offset: offsetOfRow(place),
    timestamp,
    timestampType: type === 0 ? 'create' : 'append',
    key: keyLength === null ? null : content.subarray(0, valueAt),
    value: valueLength === null ? null : content.subarray(valueAt, headersAt),
    headers: content.subarray(headersAt),
  };
}

/** A record as its row: one run of bytes, since each costs more than what is in it. */
export function toRow(record: LogRecord): LocalRow {
  const { partition, offset, timestamp, timestampType, key, value, headers } = record;
  const content = Buffer.concat([key ?? none, value ?? none, headers]);
  const type = timestampType === 'create' ? 0 : 1;
  const lengths = [key?.length ?? null, value?.length ?? null] as const;
  return [toRowPlace(partition, offset), timestamp, type, ...lengths, content];
}

const none = new Uint8Array(0);
