import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HeldPartitions } from '../../../src/main/ingest/held-partitions.ts';
import { usualSettings } from '../../../src/main/ingest/ingest-settings.ts';
import { openPipeline } from '../../../src/main/ingest/pipeline.ts';
import { BatchPlanner } from '../../../src/main/ingest/plan-batch.ts';
import { reportState } from '../../../src/main/ingest/report-state.ts';
import type { Log, LogChunk } from '../../../src/main/log/log-port.ts';
import type { Store } from '../../../src/main/store/write/open-store.ts';
import { chunkOf, openTestStore } from '../../support/plan-into-store.ts';
import { created, testLog } from '../../support/test-log.ts';

const partition = {
  ...{ partition: 0, start: 0, end: 4 },
  records: testLog(['ada', 'bo', 'cy', 'dee'].map((user, n) => ({ s: n, event: created(user) }))),
};

describe('the pipeline', () => {
  let folder: string;
  let store: Store;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-pipeline-'));
    store = openTestStore(join(folder, 'read.db'), [partition]);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const open = () => {
    const held = new HeldPartitions(usualSettings);
    const reporter = reportState({ log: { kind: 'local' } as Log, onState: () => {}, held });
    reporter.watch.begin(store.checkpoints(), [chunkOf(partition, 0, 4).bounds], 0);
    const parts = { store, onCommit: () => {}, reporter, held, settings: usualSettings };
    return openPipeline(parts, new BatchPlanner(store));
  };
  const fetched = (...chunks: LogChunk[]) => ({ chunks, asked: {}, at: 0 });
  const next = () => store.checkpoints()[0]?.next;

  it('fills one batch from several fetches while more is there, and writes it whole', async () => {
    const pipeline = open();
    await pipeline.take(fetched(chunkOf(partition, 0, 2)));
    expect(next()).toBe(0);
    await pipeline.take(fetched(chunkOf(partition, 2, 4)));
    await pipeline.idle();
    expect(next()).toBe(4);
  });

  it('writes what is filled when it is to be idle', async () => {
    const pipeline = open();
    await pipeline.take(fetched(chunkOf(partition, 0, 2)));
    await pipeline.idle();
    expect(next()).toBe(2);
  });

  it('never writes a batch whose planning failed half-way', async () => {
    const pipeline = open();
    await pipeline.take(fetched(chunkOf(partition, 0, 2)));
    const strange = { ...chunkOf(partition, 2, 4), partition: 7 };
    await expect(pipeline.take(fetched(strange))).rejects.toThrow('never begun');
    await pipeline.idle();
    expect(next()).toBe(0);
  });
});
