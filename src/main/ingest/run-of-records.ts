import { addRecord, emptyRun, type RecordRun } from '../store/layout/record-run.ts';
import type { KeptRecord } from './keep-record.ts';
import { RecordDraft } from './record-draft.ts';

/** Records as they are stored, of which nothing is found out. */
export function runOfRecords(records: Iterable<KeptRecord>): RecordRun {
  const run = emptyRun();
  const draft = new RecordDraft();
  for (const record of records) {
    draft.begin(record);
    addRecord(run, draft);
  }
  return run;
}
