import type Database from 'better-sqlite3';
import type { LogRecord } from '../../../shared/log/record.ts';
import { offsetOfPlace, partitionOfPlace, toPlace } from '../place.ts';

/** A stored record; where its value was cut to its first 64 KiB, the length and SHA-256 of the whole. */
export type StoredRecord = {
  readonly record: LogRecord;
  readonly whole: { readonly length: number; readonly sha256: Uint8Array } | null;
};

/** The last finished range of a partition's hash chain. */
export type ChainHead = { readonly range: number; readonly link: Uint8Array };

/** What the fold, the chain and the lineage check read again of what was stored. */
export type StoredRecords = {
  /** The records of a partition with offsets in [from, next), ascending. */
  range(partition: number, from: number, next: number): IterableIterator<StoredRecord>;
  /** Records of the partition with this identity hash below `place`, lowest first. */
  withIdentity(identity: number, partition: number, place: number): LogRecord[];
  chainHead(partition: number): ChainHead | null;
};

type Row = {
  place: number;
  timestamp: number;
  timestamp_type: number;
  key: Buffer | null;
  value: Buffer | null;
  headers: Buffer;
  value_length: number | null;
  value_sha256: Buffer | null;
};

const columns = `record.place, timestamp, timestamp_type, key, value, headers`;

/** Reads stored records back, byte for byte as they came. */
export function openStoredRecords(db: Database.Database): StoredRecords {
  const range = db.prepare<number[], Row>(`SELECT ${columns}, value_length, value_sha256
    FROM record LEFT JOIN quarantine USING (place)
    WHERE record.place >= ? AND record.place < ? ORDER BY record.place`);
  const same = db.prepare<number[], Row>(`SELECT ${columns} FROM record
    WHERE identity = ? AND place >= ? AND place < ? ORDER BY place`);
  const head = db.prepare<[number], ChainHead>(
    'SELECT range, link FROM chain WHERE partition = ? ORDER BY range DESC LIMIT 1',
  );
  return {
    *range(partition, from, next) {
      for (const row of range.iterate(toPlace(partition, from), toPlace(partition, next))) {
        yield { record: toRecord(row), whole: wholeOf(row) };
      }
    },
    withIdentity: (identity, partition, place) =>
      same.all(identity, toPlace(partition, 0), place).map(toRecord),
    chainHead: (partition) => head.get(partition) ?? null,
  };
}

function toRecord(row: Row): LogRecord {
  return {
    partition: partitionOfPlace(row.place),
    offset: offsetOfPlace(row.place),
    timestamp: row.timestamp,
    timestampType: row.timestamp_type === 0 ? 'create' : 'append',
    key: row.key,
    value: row.value,
    headers: row.headers,
  };
}

function wholeOf({ value_length: length, value_sha256: sha256 }: Row): StoredRecord['whole'] {
  return length === null || sha256 === null ? null : { length, sha256 };
}
