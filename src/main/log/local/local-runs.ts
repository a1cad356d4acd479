import type Database from 'better-sqlite3';
import { packedRun, putRecord, recordsOf } from '../../../shared/log/packed-record.ts';
import type { LogRecord } from '../../../shared/log/record.ts';
import { fromRow, type LocalRow, offsetOfRow, partitionOfRow } from './local-schema.ts';

/**
 * A row without its content. Each number costs 0.1 us to hand over, so two of them are two in one:
 * `key` is 2 * (length of the key, -1 for null, + 1) + the timestamp's type; `sizes` is 2^22 * the
 * length of the content + the length of the value, -1 for null, + 1, where the content is not long.
 */
type Numbers = [place: number, timestamp: number, key: number, sizes: number];

const sizeWidth = 2 ** 22;

/** Rows of a run, at most; and the length from which a content is read by itself. */
const mostRows = 512;
const rowOverhead = 32;
const longBytes = 1024 * 1024;

/**
 * Reads records in runs: the numbers row by row, but their contents as one blob, since a Buffer
 * for each row costs more than all else of it (4.0 us a record before, 1.6 after).
 */
export function openLocalRuns(db: Database.Database) {
  const numbers = db
    .prepare<number[], Numbers>(
      `SELECT place, timestamp, 2 * (ifnull(key_length, -1) + 1) + timestamp_type,
        ${sizeWidth} * length(content) + ifnull(value_length, -1) + 1
      FROM record WHERE place >= ? AND place < ? ORDER BY place LIMIT ${mostRows}`,
    )
    .raw();
  // The bytes of a blob count as text without being looked at, zero bytes included.
  const contents = db
    .prepare<number[], Buffer>(
      `SELECT CAST(group_concat(content, '') AS BLOB) FROM
      (SELECT content FROM record WHERE place >= ? AND place <= ? ORDER BY place)`,
    )
    .pluck();
  const whole = db
    .prepare<number[], LocalRow>(
      'SELECT * FROM record WHERE place >= ? AND place <= ? ORDER BY place',
    )
    .raw();
  return {
    /** The next records with places in [from, until), of `bytes` or a little more; none at the end. */
    read(from: number, until: number, bytes: number): LocalRun {
      const rows = numbers.all(from, until);
      const { count, length, isLong } = measure(rows, bytes);
      const [first, last] = [rows[0], rows[count - 1]];
      if (!first || !last) return { records: [], bytes: 0 };
      const run = isLong ? null : contents.get(first[0], last[0]);
      const records =
        run?.length === length ? pack(rows, count, run) : whole.all(first[0], last[0]).map(fromRow);
      return { records, bytes: length + count * rowOverhead };
    },
  };
}

/** Reads records in runs. */
export type LocalRuns = ReturnType<typeof openLocalRuns>;

/** Records that follow each other, and what they count for in a fetch. */
export type LocalRun = { readonly records: readonly LogRecord[]; readonly bytes: number };

/** How many rows make a run, and the length of their contents: a long one stands alone. */
function measure(rows: readonly Numbers[], bytes: number) {
  let length = 0;
  let count = 0;
  for (const [, , , sizes] of rows) {
    const size = Math.floor(sizes / sizeWidth);
    const isLong = size >= longBytes;
    if (isLong && count > 0) break;
    count++;
    length += size;
    if (isLong) return { count, length, isLong };
    if (length + count * rowOverhead >= bytes) break;
  }
  return { count, length, isLong: false };
}

function pack(rows: readonly Numbers[], count: number, bytes: Uint8Array): LogRecord[] {
  const run = packedRun(partitionOfRow((rows[0] as Numbers)[0]), bytes, count);
  let at = 0;
  for (let row = 0; row < count; row++) {
    const [place, timestamp, key, sizes] = rows[row] as Numbers;
    const keyLength = (key >>> 1) - 1;
    const valueLength = (sizes % sizeWidth) - 1;
    const end = at + Math.floor(sizes / sizeWidth);
    const valueAt = at + Math.max(0, keyLength);
    const headersAt = valueAt + Math.max(0, valueLength);
    putRecord(run, row, {
      offset: offsetOfRow(place),
      timestamp,
      timestampType: key % 2 === 0 ? 'create' : 'append',
      keyFrom: keyLength < 0 ? -1 : at,
      keyTo: valueAt,
      valueFrom: valueLength < 0 ? -1 : valueAt,
      valueTo: headersAt,
      headersFrom: headersAt,
      headersTo: end,
    });
    at = end;
  }
  return recordsOf(run, 0, count);
}
