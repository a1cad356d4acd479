import type Database from 'better-sqlite3';
import type { LogRecord } from '../../../shared/log/record.ts';
import { rowsWithIdentity } from '../layout/identity-column.ts';
import type { WholeValue } from '../layout/record-form.ts';
import type { RecordRow } from '../layout/record-row.ts';
import { offsetOfPlace, partitionOfPlace, toPlace } from '../place.ts';
import { classCode } from '../record-codes.ts';
import type { StoredRows } from './stored-rows.ts';

/** A stored record; where its value was cut to its first 64 KiB, what the whole was. */
export type StoredRecord = { readonly record: LogRecord; readonly whole: WholeValue | null };

/** What the fold and the lineage check read again of what was stored. */
export type StoredRecords = {
  /** The records of a partition with offsets in [from, next), ascending. */
  range(partition: number, from: number, next: number): IterableIterator<StoredRecord>;
  /** The event of the partition with this identity hash below `place`, in a list of one; empty if none. */
  withIdentity(identity: number, partition: number, place: number): LogRecord[];
  /** The identities of everything stored, run by run: six bytes each, see layout/identity-column.ts. */
  identities(): IterableIterator<Buffer>;
};

type Whole = { place: number; value_length: number; value_sha256: Buffer };

/** Reads stored records back, byte for byte as they came. */
export function openStoredRecords(db: Database.Database, rows: StoredRows): StoredRecords {
  const wholes = db.prepare<number[], Whole>(`SELECT place, value_length, value_sha256
    FROM quarantine WHERE place >= ? AND place < ? AND value_length IS NOT NULL`);
  const identities = db
    .prepare<[], Buffer>('SELECT identities FROM segment UNION ALL SELECT identities FROM tail')
    .pluck();
  return {
    *range(partition, from, next) {
      const places = [toPlace(partition, from), toPlace(partition, next)] as const;
      const cutShort = new Map(wholes.all(...places).map((row) => [row.place, row]));
      for (const row of rows(...places)) {
        yield { record: toLogRecord(row), whole: wholeOf(cutShort.get(row.place)) };
      }
    },
    withIdentity: prepareIdentity(db, rows),
    identities: () => identities.iterate(),
  };
}

type IdentityRun = { place: number; until: number; identities: Buffer };

/** Searches the newest runs first: what is said twice is mostly said twice in a row. */
function prepareIdentity(db: Database.Database, rows: StoredRows): StoredRecords['withIdentity'] {
  const runs = (table: string) =>
    db.prepare<number[], IdentityRun>(`SELECT place, until, identities FROM ${table}
      WHERE place >= ? AND place < ? ORDER BY place DESC`);
  const newestFirst = [runs('tail'), runs('segment')];
  return (identity, partition, place) => {
    for (const statement of newestFirst) {
      for (const run of statement.iterate(toPlace(partition, 0), place)) {
        if (rowsWithIdentity(run.identities, identity).length === 0) continue;
        // At most one of them is the event, the others are its duplicates.
        const isEvent = (row: RecordRow) =>
          row.identity === identity && row.class === classCode.event && row.place < place;
        const found = [...rows(run.place, run.until)].find(isEvent);
        if (found) return [toLogRecord(found)];
      }
    }
    return [];
  };
}

/** A row as the log delivered it. */
export function toLogRecord(row: RecordRow): LogRecord {
  return {
    partition: partitionOfPlace(row.place),
    offset: offsetOfPlace(row.place),
    timestamp: row.timestamp,
    timestampType: row.timestampType === 0 ? 'create' : 'append',
    key: row.key,
    value: row.value,
    headers: row.headers,
  };
}

function wholeOf(row: Whole | undefined): StoredRecord['whole'] {
  return row ? { length: row.value_length, sha256: row.value_sha256 } : null;
}
