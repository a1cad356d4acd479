import type { RunSlice } from './event-columns.ts';
import { packBytes, unpackBytes } from './pack-bytes.ts';
import { type RecordBytes, readForm, startsOfForms } from './record-form.ts';
import { bytesBefore, type RecordRun } from './record-run.ts';

/** How many records a full block holds. */
export const blockRecords = 256;

/** Packs the bytes of a slice of a run, as they stand there: one frame, copied nowhere before. */
export function encodeBlock(run: RecordRun, { from, to }: RunSlice): Buffer {
  return packBytes(run.bytes.subarray(bytesBefore(run, from), bytesBefore(run, to)));
}

/** The records of a block. */
export type RecordBlock = { record(row: number): RecordBytes };

/** Opens a block of so many records. Throws PackedBytesError where the bytes are not what was packed. */
export function openBlock(packed: Uint8Array, records: number): RecordBlock {
  const bytes = unpackBytes(packed);
  const starts = startsOfForms(bytes, records);
  return { record: (row) => readForm(bytes, starts[row] as number) };
}
