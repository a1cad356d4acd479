import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatchPlanner } from '../../../src/main/ingest/plan-batch.ts';
import { generateSample } from '../../../src/main/log/sample/generate-sample.ts';
import { setWriterPragmas } from '../../../src/main/store/write/open-file.ts';
import { packBatch } from '../../../src/main/store/write/packed-batch.ts';
import { asStoreFault } from '../../../src/main/store/write/store-fault.ts';
import { prepareCommit } from '../../../src/main/store/write/write-batch.ts';
import type { LogRecord } from '../../../src/shared/log/record.ts';
import {
  chunkOf,
  openTestStore,
  planInto,
  type TestPartition,
} from '../../support/plan-into-store.ts';
import { hashReadModel } from '../../support/read-model-dump.ts';

const records = generateSample({ end: Date.UTC(2026, 2, 1) }).slice(0, 6000);

function partitionsOf(all: readonly LogRecord[]): TestPartition[] {
  const byPartition = Map.groupBy(all, ({ partition }) => partition);
  return [...byPartition].map(([partition, own]) => {
    const end = (own.at(-1)?.offset ?? 0) + 1;
    return { partition, start: 0, end, records: own };
  });
}

describe('a disk that is full', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-full-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('at whichever page of a batch leaves the model as it was, and takes the same batch later', () => {
    const partitions = partitionsOf(records);
    const halves = [0, 1].map((half) =>
      partitions.map((whole) => {
        const middle = Math.floor(whole.end / 2);
        return half === 0 ? chunkOf(whole, 0, middle) : chunkOf(whole, middle, whole.end);
      }),
    );
    const unharmed = join(folder, 'unharmed.db');
    const other = openTestStore(unharmed, partitions);
    planInto(other, halves);
    other.close();
    const file = join(folder, 'read.db');
    const store = openTestStore(file, partitions);
    planInto(store, halves.slice(0, 1));
    const batch = packBatch(new BatchPlanner(store).plan(halves[1] ?? [], -1));
    const before = hashReadModel(file);
    const db = new Database(file);
    setWriterPragmas(db);
    const commit = prepareCommit(db);
    const pages = db.pragma('page_count', { simple: true }) as number;
    let room = 0;
    for (; ; room++) {
      db.pragma(`max_page_count = ${pages + room}`);
      try {
        commit(batch);
        break;
      } catch (thrown) {
        expect(asStoreFault(thrown)).toMatchObject({ fault: { code: 'disk_full', fatal: false } });
      }
      if (room % 16 === 0) expect(hashReadModel(file)).toEqual(before);
    }
    db.close();
    store.close();
    console.log(`a batch of 3000 records was refused at each of ${room} pages`);
    expect(room).toBeGreaterThan(20);
    expect(hashReadModel(file)).toEqual(hashReadModel(unharmed));
  }, 120_000);
});
