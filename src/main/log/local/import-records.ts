import type Database from 'better-sqlite3';
import { err, ok, type Result } from '../../../shared/kit/result.ts';
import { formatPlace } from '../../../shared/log/position.ts';
import type { LogRecord } from '../../../shared/log/record.ts';
import type { LocalParts } from './local-parts.ts';
import type { LocalRecords } from './local-records.ts';
import { insertRow, mostOffsets, mostPartitions, toRow } from './local-schema.ts';

/** What an import did. */
export type Imported = { readonly added: number; readonly skipped: number };

/** Why an import stopped: at which record of those given (from 0), and the reason as a sentence. */
export type ImportFault = { readonly index: number; readonly text: string };

type Ends = Map<number, { start: number; next: number }>;

const atOnce = 50_000;

/**
 * Imports records with partition, offset and timestamp as they are: one that stands there already
 * with the same bytes is skipped, one with others stops the import, and so does an offset that was
 * passed or lies outside what a local log can hold. What came before it stays.
 */
export function openImports({ db, records, wake }: LocalParts) {
  const add = prepareImport(db, records);
  const addAll = db.transaction(add);
  return {
    importRecords(given: Iterable<LogRecord>): Result<Imported, ImportFault> {
      const total = { added: 0, skipped: 0 };
      for (const slice of slicesOf(given, atOnce)) {
        const done = addAll.immediate(slice);
        wake.all();
        if (!done.ok) {
          const before = total.added + total.skipped;
          return err({ ...done.error, index: before + done.error.index });
        }
        total.added += done.value.added;
        total.skipped += done.value.skipped;
      }
      return ok(total);
    },
    forgetRecords(): void {
      db.exec("DELETE FROM record; DELETE FROM partition; DELETE FROM meta WHERE key = 'identity'");
    },
  };
}

function* slicesOf(given: Iterable<LogRecord>, size: number): Generator<LogRecord[]> {
  let slice: LogRecord[] = [];
  for (const record of given) {
    slice.push(record);
    if (slice.length < size) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}

function prepareImport(db: Database.Database, records: LocalRecords) {
  const insert = db.prepare(insertRow);
  const keepEnds = db.prepare(`INSERT INTO partition (partition, start, next) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET start = excluded.start, next = excluded.next`);

  const add = (record: LogRecord, ends: Ends): string | 'added' | 'skipped' => {
    const { partition, offset } = record;
    const known = ends.get(partition);
    if (known && offset < known.next) return compare(record, records.record(partition, offset));
    const outside = outsideOf(record);
    if (outside) return outside;
    insert.run(...toRow(record));
    // A partition without a record begins where its first one stands.
    const isFirst = !known || known.next === known.start;
    ends.set(partition, { start: isFirst ? offset : known.start, next: offset + 1 });
    return 'added';
  };

  return (given: readonly LogRecord[]): Result<Imported, ImportFault> => {
    const bounds = records.bounds();
    const ends: Ends = new Map(
      bounds.map(({ partition, logStart, highWatermark }) => [
        partition,
        { start: logStart, next: highWatermark },
      ]),
    );
    const done = { added: 0, skipped: 0 };
    let fault: ImportFault | null = null;
    for (const [index, record] of given.entries()) {
      const outcome = add(record, ends);
      if (outcome === 'added' || outcome === 'skipped') done[outcome]++;
      else fault = { index, text: outcome };
      if (fault) break;
    }
    for (const [partition, { start, next }] of ends) keepEnds.run(partition, start, next);
    return fault ? err(fault) : ok(done);
  };
}

function outsideOf({ partition, offset, timestamp }: LogRecord): string | null {
  if (partition >= mostPartitions)
    return `Partition ${partition} is too high: 8191 is the last a local log holds.`;
  if (offset >= mostOffsets)
    return `Offset ${offset} is too high: a local log holds offsets below 2^40.`;
  return Number.isSafeInteger(timestamp)
    ? null
    : `The timestamp ${timestamp} is no whole number of milliseconds.`;
}

function compare(record: LogRecord, found: LogRecord | null): string | 'skipped' {
  const place = formatPlace(record.partition, record.offset);
  if (!found) return `${place} comes after a later offset of its partition: offsets must ascend.`;
  const same =
    found.timestamp === record.timestamp &&
    found.timestampType === record.timestampType &&
    sameBytes(found.key, record.key) &&
    sameBytes(found.value, record.value) &&
    sameBytes(found.headers, record.headers);
  return same
    ? 'skipped'
    : `${place} was read before with other content: this is not the same log.`;
}

function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : Buffer.compare(a, b) === 0;
}
