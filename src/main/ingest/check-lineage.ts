import type { Cut } from '../../shared/log/cut.ts';
import { offset } from '../../shared/log/offset.ts';
import {
  type Log,
  type LogChunk,
  type LogFault,
  LogFaultError,
  type LogIdentity,
  type PartitionBounds,
} from '../log/log-port.ts';
import { hashedForm } from '../store/chain/hashed-form.ts';
import { formInRun } from '../store/layout/record-run.ts';
import type { Checkpoint } from '../store/write/checkpoints.ts';
import type { Store } from '../store/write/open-store.ts';
import { faultOfOnePartition } from './held-partitions.ts';
import { type KeptRecord, keepRecord } from './keep-record.ts';
import { orAborted } from './or-aborted.ts';
import { runOfRecords } from './run-of-records.ts';

/** What the log is now, found to be the log that was read before. */
export type Lineage = {
  readonly identity: LogIdentity;
  readonly bounds: readonly PartitionBounds[];
};

/**
 * Asks the log who it is and how far it reaches, and stops (a fatal `LogFaultError`) where it is
 * not the one the store was read from: another identity, fewer partitions, an end below the
 * checkpoint, or another record where the last stored one stands.
 */
export async function checkLineage(log: Log, store: Store, signal: AbortSignal): Promise<Lineage> {
  const identity = await orAborted(log.identity(), signal);
  const known = store.identity();
  if (known !== null && known !== identity.text)
    throw replaced(identity.topic, 'it has another id');
  const bounds = await log.bounds();
  const checkpoints = store.checkpoints();
  for (const checkpoint of checkpoints) {
    compareEnds(
      checkpoint,
      bounds.find(({ partition }) => partition === checkpoint.partition),
    );
  }
  await compareAnchors({ log, store, signal }, checkpoints, bounds);
  return { identity, bounds };
}

/** Chunks for what retention took below the log's start since the checkpoint: they become gaps. */
export function lostToRetention(
  checkpoints: readonly Checkpoint[],
  bounds: readonly PartitionBounds[],
): LogChunk[] {
  return bounds.flatMap((ends) => {
    const found = checkpoints.find(({ partition }) => partition === ends.partition);
    if (!found || found.next >= ends.logStart) return [];
    const { partition, logStart: next } = ends;
    return [
      { partition, from: found.next, next, records: [], passed: [], damaged: [], bounds: ends },
    ];
  });
}

function compareEnds({ partition, next }: Checkpoint, bounds: PartitionBounds | undefined): void {
  if (!bounds) throw replaced(`partition ${partition}`, 'it has fewer partitions');
  if (bounds.highWatermark >= next) return;
  throw fatal(
    'log_truncated',
    `Partition ${partition} ends at offset ${bounds.highWatermark}, but it was read up to ${next}: the log was cut or made anew. What was read is kept and can still be searched; nothing more is read.`,
    partition,
  );
}

type Parts = { readonly log: Log; readonly store: Store; readonly signal: AbortSignal };

async function compareAnchors(
  { log, store, signal }: Parts,
  checkpoints: readonly Checkpoint[],
  bounds: readonly PartitionBounds[],
): Promise<void> {
  const from: { [partition: number]: Cut[number] } = {};
  for (const { partition, start, recordNext } of checkpoints) {
    const logStart = bounds.find((ends) => ends.partition === partition)?.logStart ?? 0;
    if (recordNext > start && recordNext > logStart) from[partition] = offset(recordNext - 1);
  }
  for (const { partition, records } of await fetchAnchors(log, from, signal)) {
    const theirs = records.find((record) => record.offset === from[partition]);
    if (theirs) compareRecord(store, theirs);
  }
}

/** A partition that cannot be read now is not compared: reading will say why, and go on with the rest. */
async function fetchAnchors(
  log: Log,
  from: Cut,
  signal: AbortSignal,
): Promise<readonly LogChunk[]> {
  if (Object.keys(from).length === 0) return [];
  try {
    return await log.fetch(from, { maxBytes: 256 * 1024, maxWaitMs: 0, signal });
  } catch (thrown) {
    const fault = faultOfOnePartition(thrown);
    if (!fault || from[fault.partition] === undefined) throw thrown;
    const { [fault.partition]: _, ...others } = from;
    return fetchAnchors(log, others, signal);
  }
}

function compareRecord(store: Store, came: LogChunk['records'][number]): void {
  const { partition, offset: at } = came;
  const [ours] = [...store.records.range(partition, at, at + 1)];
  if (!ours) return;
  const theirs = keepRecord(came);
  if (!bytesOf(ours).equals(bytesOf(theirs)))
    throw replaced(`p${partition}:${at}`, 'it holds another record than the one read');
}

/** A record as it enters the hash chain. */
function bytesOf(record: KeptRecord): Buffer {
  const run = runOfRecords([record]);
  return hashedForm(run, 0) ?? formInRun(run, 0);
}

function replaced(what: string, how: string): LogFaultError {
  const text = `This log is not the one this workspace was read from: look at ${what}, ${how}. What was read is kept; open the other log in a workspace of its own.`;
  return fatal('log_replaced', text);
}

function fatal(code: LogFault['code'], text: string, partition?: number): LogFaultError {
  return new LogFaultError({ code, text, fatal: true, partition });
}
