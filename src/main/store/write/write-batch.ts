import type Database from 'better-sqlite3';
import { prepareChain } from '../chain/write-chain.ts';
import { partitionOfRun } from '../layout/record-run.ts';
import { type Bound, batchTables, type Statement } from './batch-tables.ts';
import { isSmall, type PackedBatch } from './packed-batch.ts';
import type { PartitionStep } from './planned-batch.ts';
import { StoreFaultError } from './store-fault.ts';
import { prepareRecords } from './write-records.ts';

/**
 * Prepares the commit of batches, each whole or not at all. A small one is not waited for until it
 * is on the disk, which takes longer than all else: what a power failure takes away, and its
 * checkpoint with it, is read from the log again.
 */
export function prepareCommit(db: Database.Database): (batch: PackedBatch) => void {
  const write = db.transaction(prepareBatchWriter(db));
  let isWaitedFor: boolean | null = null;
  return (batch) => {
    const isLarge = !isSmall(batch);
    if (isWaitedFor !== isLarge) db.pragma(`synchronous = ${isLarge ? 'FULL' : 'NORMAL'}`);
    isWaitedFor = isLarge;
    write.immediate(batch);
  };
}

/** Prepares the statements once; the function it gives writes a batch inside the caller's transaction. */
function prepareBatchWriter(db: Database.Database): (batch: PackedBatch) => void {
  const writeStep = prepareStep(db);
  const writers = batchTables.map((table) => prepareRows(db, table));
  const chain = prepareChain(db);
  const writeRecords = prepareRecords(db);
  return ({ steps, tables, records }) => {
    const runs = new Map(records.map((run) => [partitionOfRun(run), run]));
    for (const step of steps) {
      writeStep(step);
      chain(step, runs.get(step.partition));
    }
    for (const [table, write] of writers.entries()) write(tables[table] ?? []);
    records.forEach(writeRecords);
  };
}

/** The compare-and-set: a checkpoint that is not where the batch began means somebody else wrote. */
function prepareStep(db: Database.Database): (step: PartitionStep) => void {
  const move = db.prepare(`
    UPDATE partition SET next = ?, record_next = ?, tau = ?, last_stable = ?, high_watermark = ?,
      event = event + ?, duplicate = duplicate + ?, unknown_type = unknown_type + ?,
      tombstone = tombstone + ?, quarantined = quarantined + ?, control = control + ?,
      aborted = aborted + ?, gap = gap + ?, anomaly = anomaly + ?
    WHERE partition = ? AND next = ?`);
  return (step) => {
    const { counts: n } = step;
    const { changes } = move.run(
      ...[step.next, step.recordNext, step.tau, step.lastStable, step.highWatermark],
      ...[n.event, n.duplicate, n.unknownType, n.tombstone, n.quarantined],
      ...[n.control, n.aborted, n.gap, n.anomaly, step.partition, step.from],
    );
    if (changes !== 1) throw checkpointMoved(step);
  };
}

function checkpointMoved({ partition, from }: PartitionStep): StoreFaultError {
  return new StoreFaultError({
    code: 'checkpoint_moved',
    text: `The checkpoint of partition ${partition} is not ${from} any more: another program wrote this workspace. Nothing was written; reading starts again from the checkpoint.`,
    fatal: false,
  });
}

function prepareRows(db: Database.Database, { sql, width, atOnce }: Statement) {
  const one = db.prepare<Bound[]>(sql(1));
  const many = db.prepare<Bound[]>(sql(atOnce));
  return (values: readonly Bound[]) => {
    const step = atOnce * width;
    let at = 0;
    for (; at + step <= values.length; at += step) many.run(...values.slice(at, at + step));
    for (; at < values.length; at += width) one.run(...values.slice(at, at + width));
  };
}
