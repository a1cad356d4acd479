import type { Result } from '../../../shared/kit/result.ts';
import { partitionOfKey } from '../../../shared/log/murmur2.ts';
import type { LogRecord } from '../../../shared/log/record.ts';
import type { Log } from '../log-port.ts';
import { openAppends } from './append-records.ts';
import { fetchChunks } from './fetch-chunks.ts';
import { type Imported, type ImportFault, openImports } from './import-records.ts';
import { openFeeding } from './local-feeding.ts';
import { type LocalNotes, openNotes } from './local-notes.ts';
import { beginPartitions, type LocalRecords, openLocalRecords } from './local-records.ts';
import { openLocalFile } from './local-schema.ts';
import { Wake } from './wake.ts';

/** A log in one SQLite file. */
export type LocalLog = Log & {
  /** Adds records with their places and times as they are, in transactions of 50 000. */
  importRecords(records: Iterable<LogRecord>): Result<Imported, ImportFault>;
  /** Forgets all records, and who the log was. */
  forgetRecords(): void;
  /** False while the log is still being filled from a file. */
  isFed(): boolean;
  /** The file was read to its end: from now on the log's identity is fixed. */
  markFed(): void;
  /** Notes kept beside the records. */
  readonly notes: LocalNotes;
};

/** Which file, whose topic; `partitions` of a new log without records, 1 where absent. */
export type LocalLogPlace = {
  readonly file: string;
  readonly topic: string;
  readonly kind: 'local' | 'file';
  readonly partitions?: number;
};

/**
 * Opens or makes a local log. One of kind `file` is fed by `importFile`; the first time, its
 * identity waits for the end of that.
 */
export function openLocalLog(place: LocalLogPlace): LocalLog {
  const db = openLocalFile(place.file);
  if (place.kind === 'local') beginPartitions(db, place.partitions ?? 1);
  const records = openLocalRecords(db);
  const notes = openNotes(db);
  const wake = new Wake();
  const { identity, ...feeding } = openFeeding(place, records, notes);
  return {
    kind: place.kind,
    identity,
    bounds: async () => records.bounds(),
    fetch: (from, limits) => fetchChunks({ records, wake }, from, limits),
    ...openAppends({ db, records, notes, wake }),
    partitionOf: async (key) => partitionOf(records, key),
    ...openImports({ db, records, notes, wake }),
    ...feeding,
    notes,
    async close() {
      wake.all();
      db.close();
    },
  };
}

function partitionOf(records: LocalRecords, key: Uint8Array): number {
  const partitions = records.bounds().map(({ partition }) => partition);
  return partitions[partitionOfKey(key, Math.max(1, partitions.length))] ?? 0;
}
