import type Database from 'better-sqlite3';
import type { Offset } from '../../../shared/log/offset.ts';
import type { LogIdentity, PartitionBounds } from '../../log/log-port.ts';
import type { OffsetCounts } from './planned-batch.ts';

/** How far a partition was read. */
export type Checkpoint = {
  readonly partition: number;
  readonly start: Offset;
  /** The next offset to fetch. */
  readonly next: Offset;
  /** One past the last record below `next`, else `start`. */
  readonly recordNext: Offset;
  readonly tau: number;
  /** True where the partition was not read from the beginning of the log. */
  readonly truncated: boolean;
  readonly counts: OffsetCounts;
};

type Row = {
  partition: number;
  start: Offset;
  next: Offset;
  record_next: Offset;
  tau: number;
  truncated: number;
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

/** Reads and begins the rows of `partition` and the log's names in `meta`. */
export function openCheckpoints(db: Database.Database) {
  const rows = db.prepare<[], Row>('SELECT * FROM partition ORDER BY partition');
  const meta = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  const name = db.prepare('INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)');
  const begin = db.prepare(`INSERT INTO partition
      (partition, start, next, record_next, tau, truncated, last_stable, high_watermark)
    VALUES (@partition, @logStart, @logStart, @logStart, 0, @truncated, @lastStable, @highWatermark)
    ON CONFLICT DO UPDATE SET last_stable = @lastStable, high_watermark = @highWatermark`);
  return {
    list: (): Checkpoint[] => rows.all().map(toCheckpoint),
    identity: (): string | null => meta.get('identity') ?? null,
    adopt(identity: LogIdentity, bounds: readonly PartitionBounds[]): void {
      name.run('identity', identity.text);
      name.run('cluster', identity.cluster);
      name.run('topic', identity.topic);
      if (identity.topicId !== null) name.run('topic_id', identity.topicId);
      for (const { partition, logStart, lastStable, highWatermark } of bounds) {
        const truncated = logStart > 0 ? 1 : 0;
        begin.run({ partition, logStart, truncated, lastStable, highWatermark });
      }
    },
  };
}

function toCheckpoint(row: Row): Checkpoint {
  const { event, duplicate, tombstone, quarantined, control, aborted, gap, anomaly } = row;
  return {
    partition: row.partition,
    start: row.start,
    next: row.next,
    recordNext: row.record_next,
    tau: row.tau,
    truncated: row.truncated === 1,
    counts: {
      ...{ event, duplicate, tombstone, quarantined, control, aborted, gap, anomaly },
      unknownType: row.unknown_type,
    },
  };
}
