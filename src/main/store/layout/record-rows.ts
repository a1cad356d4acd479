import { type ColumnRun, classOfKind, timestampTypeOfKind, typeOfKind } from './event-columns.ts';
import { identityAt } from './identity-column.ts';
import type { RecordBlock } from './record-block.ts';
import type { RecordRow } from './record-row.ts';

/** Rows [from, to) of a run, whose bytes are the first ones of the block. */
export type RunPart = {
  readonly run: ColumnRun;
  readonly identities: Buffer;
  readonly block: RecordBlock;
  readonly from: number;
  readonly to: number;
};

/** Records as they were planned, from their columns and bytes. */
export function rowsOfRun({ run, identities, block, from, to }: RunPart): RecordRow[] {
  const rows: RecordRow[] = [];
  for (let row = from; row < to; row++) {
    const kind = run.kind[row] as number;
    const type = typeOfKind(kind);
    rows.push({
      place: run.place[row] as number,
      tau: run.tau[row] as number,
      timestamp: run.timestamp[row] as number,
      timestampType: timestampTypeOfKind(kind),
      class: classOfKind(kind),
      type: type < 0 ? null : type,
      user: run.user[row] || null,
      role: run.role[row] || null,
      actor: run.actor[row] || null,
      time: run.time[row] as number,
      flags: run.flags[row] as number,
      anomalies: run.anomalies[row] as number,
      identity: identityAt(identities, row) || null,
      ...block.record(row - from),
    });
  }
  return rows;
}
