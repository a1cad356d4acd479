import type { Cut } from '../../../shared/log/cut.ts';
import type { Offset } from '../../../shared/log/offset.ts';
import type { OffsetClass } from '../record-codes.ts';
import type { Memory, Snapshot } from './snapshot.ts';

/** How far one partition was read, and what was found in it. */
export type PartitionFacts = {
  readonly partition: number;
  /** The first offset read. */
  readonly start: Offset;
  /** The next offset to fetch. */
  readonly next: Offset;
  /** One past the last record below `next`, else `start`. */
  readonly recordNext: Offset;
  /** Tau of the last record, 0 if none. */
  readonly tau: number;
  /** True where `start` was not the beginning of the log. */
  readonly isTruncated: boolean;
  readonly lastStable: Offset;
  readonly highWatermark: Offset;
  readonly counts: Readonly<Record<OffsetClass | 'anomaly', number>>;
};

type Row = {
  partition: number;
  start: Offset;
  next: Offset;
  record_next: Offset;
  tau: number;
  truncated: number;
  last_stable: Offset;
  high_watermark: Offset;
  event: number;
  duplicate: number;
  unknown_type: number;
  tombstone: number;
  quarantined: number;
  control: number;
  aborted: number;
  gap: number;
  anomaly: number;
};

const all = 'SELECT * FROM partition ORDER BY partition';

const partitions: Memory<ReadonlyMap<number, PartitionFacts>> = {
  refresh: (snapshot) =>
    new Map(snapshot.all<Row>(all).map((row) => [row.partition, toFacts(row)] as const)),
};

/** Every partition that was read, ascending. */
export function partitionsRead(snapshot: Snapshot): ReadonlyMap<number, PartitionFacts> {
  return snapshot.kept(partitions);
}

/** The canonical cut of everything read. */
export function headCut(snapshot: Snapshot): Cut {
  const cut: { [partition: number]: Offset } = {};
  for (const { partition, recordNext } of partitionsRead(snapshot).values()) {
    cut[partition] = recordNext;
  }
  return cut;
}

// Every answer carries it.
const identity: Memory<string> = {
  refresh: (snapshot) =>
    snapshot.value<string>("SELECT value FROM meta WHERE key = 'identity'") ?? '',
};

/** The identity of the log, as tokens carry it; empty before the log told it. */
export function logIdentity(snapshot: Snapshot): string {
  return snapshot.kept(identity);
}

/** The id of the cluster the log was read from; null before the log told it. */
export function clusterOf(snapshot: Snapshot): string | null {
  return snapshot.value<string>("SELECT value FROM meta WHERE key = 'cluster'") ?? null;
}

function toFacts(row: Row): PartitionFacts {
  const { event, duplicate, tombstone, quarantined, control, aborted, gap, anomaly } = row;
  return {
    partition: row.partition,
    start: row.start,
    next: row.next,
    recordNext: row.record_next,
    tau: row.tau,
    isTruncated: row.truncated === 1,
    lastStable: row.last_stable,
    highWatermark: row.high_watermark,
    counts: {
      ...{ event, duplicate, tombstone, quarantined, control, aborted, gap, anomaly },
      unknownType: row.unknown_type,
    },
  };
}
