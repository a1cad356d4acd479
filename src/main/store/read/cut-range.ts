import { type Cut, partitionsOf } from '../../../shared/log/cut.ts';
import type { Offset } from '../../../shared/log/offset.ts';
import { toPlace } from '../place.ts';
import { columnsOf } from './event-columns.ts';
import type { PartitionColumns } from './partition-columns.ts';
import type { Snapshot } from './snapshot.ts';

/** The records below `high` that are not below `low`: one stretch in each partition. */
export type CutRange = { readonly low: Cut; readonly high: Cut };

/** Rows [from, to) of a partition's columns. */
export type RowSpan = {
  readonly columns: PartitionColumns;
  readonly from: number;
  readonly to: number;
};

/** The records below every one of the cuts, as a cut. */
export function leastCut(first: Cut, ...others: readonly Cut[]): Cut {
  const cut: { [partition: number]: Offset } = { ...first };
  for (const other of others) {
    for (const partition of partitionsOf(cut)) {
      cut[partition] = Math.min(cut[partition] as number, other[partition] ?? 0) as Offset;
    }
  }
  return cut;
}

/** The rows of a range, partition by partition; those without any are left out. */
export function spansOf(snapshot: Snapshot, { low, high }: CutRange): RowSpan[] {
  const spans: RowSpan[] = [];
  for (const partition of partitionsOf(high)) {
    const [from, to] = [low[partition] ?? 0, high[partition] as number];
    if (from >= to) continue;
    const columns = columnsOf(snapshot, partition);
    const rows = [from, to].map((offset) => columns.rowFrom(toPlace(partition, offset)));
    spans.push({ columns, from: rows[0] as number, to: rows[1] as number });
  }
  return spans.filter((span) => span.from < span.to);
}
