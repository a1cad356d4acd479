import type Database from 'better-sqlite3';
import type { RecordRow } from '../../src/main/store/layout/record-row.ts';
import { addRecord, emptyRun } from '../../src/main/store/layout/record-run.ts';
import { toPlace } from '../../src/main/store/place.ts';
import { openStoredRows } from '../../src/main/store/write/stored-rows.ts';
import { prepareRecords } from '../../src/main/store/write/write-records.ts';

/** Changes the stored records of partition 0 behind the program's back; null takes one out. */
export function rewriteRecords(
  db: Database.Database,
  change: (row: RecordRow) => RecordRow | null,
): void {
  const rows = [...openStoredRows(db)(toPlace(0, 0), toPlace(1, 0))];
  db.exec('DELETE FROM segment; DELETE FROM block; DELETE FROM tail');
  const run = emptyRun();
  for (const row of rows.map(change)) if (row) addRecord(run, row);
  prepareRecords(db)(run);
}
