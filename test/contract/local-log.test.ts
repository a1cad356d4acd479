import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type LocalLog, openLocalLog } from '../../src/main/log/local/open-local-log.ts';
import { offset } from '../../src/shared/log/offset.ts';
import { describeLogContract, type LogHarness, type SeedRecord } from './log-contract.ts';

describeLogContract('local', () => makeHarness(), {
  fence: 'conditional',
  transactions: false,
  interruptible: false,
});

async function makeHarness(partitions = 4): Promise<LogHarness> {
  const folder = mkdtempSync(join(tmpdir(), 'playhead-local-log-'));
  const place = { file: join(folder, 'log.db'), topic: 'people', kind: 'local' as const };
  const log = openLocalLog({ ...place, partitions });
  const opened = [log];
  return {
    log,
    seed: (records) => seed(log, records),
    reopen: async () => {
      const again = openLocalLog(place);
      opened.push(again);
      return again;
    },
    close: async () => {
      await Promise.all(opened.map((each) => each.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function seed(log: LocalLog, records: readonly SeedRecord[]): Promise<void> {
  const bounds = await log.bounds();
  const next = bounds.map(({ highWatermark }) => Number(highWatermark));
  const placed = records.map((record) => {
    const at = next[record.partition] ?? 0;
    next[record.partition] = at + 1;
    return { ...record, offset: offset(at), timestampType: 'create' as const };
  });
  const imported = log.importRecords(placed);
  if (!imported.ok) throw new Error(imported.error.text);
}

describe('what one fetch of a local log brings', () => {
  const sizes = [40, 20, 20, 10, 4, 0];
  const value = new Uint8Array(100 * 1024);
  let harness: LogHarness | null = null;
  afterEach(() => harness?.close());

  it('is much of those partitions of which the most is left, and in the end all of each', async () => {
    harness = await makeHarness(sizes.length);
    const { log } = harness;
    const rest = { key: null, value, headers: new Uint8Array([0]), timestamp: 1 };
    await harness.seed(
      sizes.flatMap((size, partition) =>
        Array.from({ length: size }, () => ({ partition, ...rest })),
      ),
    );
    const next = sizes.map(() => 0);
    const left = (partition: number) => 1 - (next[partition] ?? 0) / (sizes[partition] ?? 0);
    const { signal } = new AbortController();
    for (let fetches = 0; next.some((at, partition) => at < (sizes[partition] ?? 0)); fetches++) {
      expect(fetches).toBeLessThan(8);
      const cut = Object.fromEntries(next.map((at, partition) => [partition, offset(at)]));
      const limits = { maxBytes: 2 * 1024 * 1024, maxWaitMs: 0, signal };
      const chunks = await log.fetch(cut, limits);
      expect(chunks.map(({ partition }) => partition)).toEqual([0, 1, 2, 3, 4, 5]);
      const brought = chunks.filter(({ records }) => records.length > 0);
      const others = chunks.filter(
        (chunk) => !brought.includes(chunk) && left(chunk.partition) > 0,
      );
      const leastBrought = Math.min(...brought.map(({ partition }) => left(partition)));
      const mostLeft = Math.max(0, ...others.map(({ partition }) => left(partition)));
      expect(leastBrought).toBeGreaterThanOrEqual(mostLeft);
      expect(brought.length).toBeLessThanOrEqual(3);
      for (const chunk of chunks) next[chunk.partition] = chunk.next;
    }
    expect(next).toEqual(sizes);
  });
});
