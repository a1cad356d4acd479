import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatchPlanner } from '../../../src/main/ingest/plan-batch.ts';
import type { Store } from '../../../src/main/store/write/open-store.ts';
import { packBatch } from '../../../src/main/store/write/packed-batch.ts';
import type { PlannedBatch } from '../../../src/main/store/write/planned-batch.ts';
import { offset } from '../../../src/shared/log/offset.ts';
import { bytesOf, testRecord } from '../../support/cloud-event-record.ts';
import { chunkOf, openTestStore, type TestPartition } from '../../support/plan-into-store.ts';

/** Partitions 0, 1 and 2 with `count` records each, of values of 400 bytes. */
function partitionsOf(count: number): TestPartition[] {
  return [0, 1, 2].map((partition) => ({
    ...{ partition, start: 0, end: count },
    records: Array.from({ length: count }, (_, at) =>
      testRecord({ partition, offset: offset(at), value: bytesOf('v'.repeat(400)) }),
    ),
  }));
}

describe('the room for records', () => {
  let folder: string;
  let store: Store;
  const partitions = partitionsOf(3_000);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-room-'));
    store = openTestStore(join(folder, 'read.db'), partitions);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  /** Chunks of offsets [from, next) of the partitions named. */
  const chunks = (named: readonly number[], from: number, next: number) =>
    named.map((partition) => chunkOf(partitions[partition] as TestPartition, from, next));
  const buffersOf = ({ records }: PlannedBatch) =>
    [...records.values()].map(({ bytes }) => bytes.buffer);

  it('is made once for what a chunk brings, and no larger', () => {
    const batch = new BatchPlanner(store).plan(chunks([0, 1], 0, 3_000), -1);
    for (const run of batch.records.values()) {
      expect(run.length).toBe(3_000);
      expect(run.bytes.length).toBe(run.used);
    }
  });

  it('is used again once the batch before it is written, the smallest that is enough first', () => {
    const planner = new BatchPlanner(store);
    const large = planner.plan(chunks([0], 0, 2_000), -1);
    const small = planner.plan(chunks([1], 0, 1_000), -1);
    const [roomOfLarge, roomOfSmall] = [buffersOf(large)[0], buffersOf(small)[0]];
    for (const batch of [large, small]) {
      store.commit(batch);
      planner.committed();
    }
    const next = planner.plan([...chunks([1], 1_000, 1_900), ...chunks([2], 0, 1_900)], -1);
    expect(buffersOf(next)).toEqual([roomOfSmall, roomOfLarge]);
  });

  it('is no record: a chunk of what was read before writes nothing', () => {
    const planner = new BatchPlanner(store);
    store.commit(planner.plan(chunks([0, 1], 0, 10), -1));
    planner.committed();
    const again = planner.plan(chunks([1], 0, 10), -1);
    expect(packBatch(again).records).toEqual([]);
    store.commit(again);
    expect(store.checkpoints().map(({ next }) => next)).toEqual([10, 10, 0]);
  });
});
