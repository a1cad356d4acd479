import { BatchPlanner } from '../../src/main/ingest/plan-batch.ts';
import type {
  DamagedRange,
  LogChunk,
  LogIdentity,
  PartitionBounds,
  PassedRange,
} from '../../src/main/log/log-port.ts';
import { openStore, type Store } from '../../src/main/store/write/open-store.ts';
import { offset } from '../../src/shared/log/offset.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';

/** The log that tests without a log speak of. */
export const testIdentity: LogIdentity = {
  text: 'local:test:1',
  cluster: 'local',
  topic: 'test',
  topicId: null,
};

/** One partition as a test has it: records with holes between them, ranges without records. */
export type TestPartition = {
  readonly partition: number;
  readonly start: number;
  readonly end: number;
  readonly records: readonly LogRecord[];
  readonly passed?: readonly PassedRange[];
  readonly damaged?: readonly DamagedRange[];
};

/** The bounds of a partition whose log ends where the test's partition ends. */
function boundsOf({ partition, start, end }: TestPartition): PartitionBounds {
  return {
    partition,
    logStart: offset(start),
    lastStable: offset(end),
    highWatermark: offset(end),
  };
}

/** What a fetch would bring of a partition in [from, next); ranges that reach out of it are cut. */
export function chunkOf(whole: TestPartition, from: number, next: number): LogChunk {
  const inside = <Range extends PassedRange | DamagedRange>(ranges: readonly Range[] = []) =>
    ranges
      .filter((range) => range.from < next && range.next > from)
      .map((range) => ({
        ...range,
        from: offset(Math.max(range.from, from)),
        next: offset(Math.min(range.next, next)),
      }));
  return {
    partition: whole.partition,
    from: offset(from),
    next: offset(next),
    records: whole.records.filter((record) => record.offset >= from && record.offset < next),
    passed: inside(whole.passed),
    damaged: inside(whole.damaged),
    bounds: boundsOf(whole),
  };
}

/** Begins the partitions in a new or old store. */
export function openTestStore(file: string, partitions: readonly TestPartition[]): Store {
  const store = openStore({ file });
  store.adopt(testIdentity, partitions.map(boundsOf));
  return store;
}

/** Plans and commits batches of chunks, one after the other. */
export function planInto(store: Store, batches: readonly (readonly LogChunk[])[]): void {
  const planner = new BatchPlanner(store);
  for (const chunks of batches) {
    store.commit(planner.plan(chunks, -1));
    planner.committed();
  }
}
