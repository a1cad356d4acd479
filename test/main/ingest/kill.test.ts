import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocalLog } from '../../../src/main/log/local/open-local-log.ts';
import { SeededRandom } from '../../../src/main/log/sample/seeded-random.ts';
import { killIngest, killSizes } from '../../support/kill-ingest.ts';
import { syntheticLog } from '../../support/synthetic-log.ts';

const { events, kills, seed, batchBytes, timeoutMs } = killSizes({ events: 20_000, kills: 10 });
const opener = new URL('../../../src/main/log/local/open-local-log.ts', import.meta.url).href;

describe('a reader killed in the middle of its work', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-kill-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it(
    `ends with the read model of one that was left alone (${events} events, ${kills} kills, seed ${seed})`,
    async () => {
      const options = { file: join(folder, 'log.db'), topic: 'people', kind: 'local' as const };
      const log = openLocalLog(options);
      expect(log.importRecords(syntheticLog({ events, partitions: 6, seed })).ok).toBe(true);
      await log.close();
      const random = new SeededRandom(seed);
      const report = await killIngest({
        ...{ folder, kills, batchBytes, random: () => random.next() },
        log: { module: opener, opener: 'openLocalLog', options },
      });
      console.info(`${report.kills} kills, ${report.commits} commits, seed ${seed}`);
      expect(report.commits).toBeGreaterThan(10);
      expect(report.kills).toBe(kills);
      for (const hashes of report.killed) expect(hashes).toEqual(report.whole);
    },
    timeoutMs,
  );
});
