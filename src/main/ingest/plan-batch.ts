import type { DamagedRange, LogChunk, PartitionBounds, PassedRange } from '../log/log-port.ts';
import { formLength } from '../store/layout/record-form.ts';
import { clearRun, type RecordRun, type RunRoom } from '../store/layout/record-run.ts';
import { toPlace } from '../store/place.ts';
import { classCode } from '../store/record-codes.ts';
import type { Store } from '../store/write/open-store.ts';
import { emptyBatch, expectRecords, type PlannedBatch } from '../store/write/planned-batch.ts';
import { decoderVersion } from './decoder-version.ts';
import { longestKept } from './keep-record.ts';
import { type PartitionProgress, pass, resumePartition, takeStep } from './partition-progress.ts';
import { RecordPlanner } from './plan-record.ts';

/** Runs with so much room for bytes in all are kept to be filled again. */
const mostSpareBytes = 32 * 1024 * 1024;

/**
 * The fold between two commits: turns what the log brought into the rows of one transaction. It
 * reads the store for states its caches do not hold, and writes nothing. It may be one batch ahead
 * of the store. Once a commit has failed
 * a planner is ahead of the store: throw it away and make another.
 */
export class BatchPlanner {
  readonly #progress: Map<number, PartitionProgress>;
  readonly #planner: RecordPlanner;
  readonly #underWay: PlannedBatch[] = [];
  readonly #spareRuns: RecordRun[] = [];
  readonly #bounds = new Map<number, PartitionBounds>();
  #batch: PlannedBatch | null = null;

  constructor(store: Store) {
    this.#planner = new RecordPlanner(store);
    this.#progress = new Map(
      store.checkpoints().map((each) => [each.partition, resumePartition(each)]),
    );
  }

  /** Plans chunks that go on where the partitions stand, into one batch. */
  plan(chunks: readonly LogChunk[], finalThrough: number): PlannedBatch {
    this.add(chunks, finalThrough);
    return this.finish();
  }

  /** Plans chunks into the batch under way; `finalThrough`: the tau below which cuts were called final. */
  add(chunks: readonly LogChunk[], finalThrough: number): void {
    this.#batch ??= emptyBatch(this.#spareRuns);
    this.#planner.begin(this.#batch, finalThrough);
    for (const chunk of chunks) {
      this.#takeChunk(chunk, this.#of(chunk.partition), this.#batch);
      this.#bounds.set(chunk.partition, chunk.bounds);
    }
  }

  /** How many bytes of records the batch under way holds. */
  addedBytes(): number {
    let bytes = 0;
    for (const { used } of this.#batch?.records.values() ?? []) bytes += used;
    return bytes;
  }

  /** The batch under way is whole: the next one begins. */
  finish(): PlannedBatch {
    const batch = this.#batch ?? emptyBatch(this.#spareRuns);
    for (const [partition, ends] of this.#bounds) {
      batch.steps.push(takeStep(this.#of(partition), ends));
    }
    this.#batch = null;
    this.#bounds.clear();
    this.#planner.handOver();
    this.#underWay.push(batch);
    return batch;
  }

  /** After the commit of the batch that was planned first of those not committed yet. */
  committed(): void {
    this.#planner.committed();
    const written = this.#underWay.shift()?.records.values() ?? [];
    let room = 0;
    for (const run of this.#spareRuns) room += run.bytes.length;
    for (const run of written) {
      room += run.bytes.length;
      if (room > mostSpareBytes) break;
      clearRun(run);
      this.#spareRuns.push(run);
    }
    this.#spareRuns.sort((a, b) => a.bytes.length - b.bytes.length);
  }

  #of(partition: number): PartitionProgress {
    const progress = this.#progress.get(partition);
    if (!progress) throw new Error(`Partition ${partition} was never begun.`);
    return progress;
  }

  #takeChunk(chunk: LogChunk, progress: PartitionProgress, batch: PlannedBatch): void {
    if (chunk.records.length > 0) expectRecords(batch, chunk.partition, roomOf(chunk));
    const ranges = [...chunk.passed, ...chunk.damaged].sort((a, b) => a.from - b.from);
    let at = 0;
    for (const range of ranges) {
      at = this.#takeRecords(chunk, progress, { at, before: range.from });
      takeRange(range, progress, batch);
    }
    this.#takeRecords(chunk, progress, { at, before: Number.POSITIVE_INFINITY });
    leaveGap(progress, chunk.next, batch);
  }

  /** Takes the chunk's records from index `at` whose offsets lie before `before`; the index it came to. */
  #takeRecords(
    { records }: LogChunk,
    progress: PartitionProgress,
    { at, before }: { at: number; before: number },
  ): number {
    let index = at;
    for (; index < records.length; index++) {
      const record = records[index];
      if (!record || record.offset >= before) break;
      // What lies below the checkpoint was read before.
      if (record.offset < progress.next) continue;
      leaveGap(progress, record.offset, this.#planner.batch);
      this.#planner.take(record, progress);
    }
    return index;
  }
}

/** The room that the records of a chunk take, most of them whole. */
function roomOf({ records }: LogChunk): RunRoom {
  let bytes = 0;
  for (const record of records) bytes += Math.min(formLength(record), longestKept);
  return { rows: records.length, bytes };
}

function leaveGap(progress: PartitionProgress, to: number, batch: PlannedBatch): void {
  if (to > progress.next) leave(progress, to, { batch, as: 'gap' });
}

function leave(
  progress: PartitionProgress,
  to: number,
  { batch, as }: { batch: PlannedBatch; as: 'gap' | 'control' | 'aborted' | 'quarantined' },
): void {
  const { partition, next, tau } = progress;
  const place = toPlace(partition, next);
  batch.passed.push({ place, until: toPlace(partition, to), class: classCode[as], tau });
  pass(progress, to, as);
}

function takeRange(
  range: PassedRange | DamagedRange,
  progress: PartitionProgress,
  batch: PlannedBatch,
): void {
  leaveGap(progress, range.from, batch);
  if (range.next <= progress.next) return;
  if ('reason' in range) {
    batch.quarantine.push({
      place: toPlace(progress.partition, progress.next),
      until: toPlace(progress.partition, range.next),
      reason: range.reason,
      text: range.text,
      decoder: decoderVersion,
      key: null,
      bytes: range.bytes,
      valueLength: null,
      valueSha256: null,
    });
  }
  leave(progress, range.next, { batch, as: 'reason' in range ? 'quarantined' : range.kind });
}
