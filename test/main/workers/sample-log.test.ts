import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocalLog } from '../../../src/main/log/local/open-local-log.ts';
import { fillSample } from '../../../src/main/workers/sample-log.ts';

describe('the sample of a first run', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-sample-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = () =>
    openLocalLog({ file: join(folder, 'log.db'), topic: 'sample', kind: 'local', partitions: 12 });
  const noon = Date.UTC(2026, 2, 2, 12);
  const endOf = async (log: ReturnType<typeof open>) =>
    (await log.bounds()).reduce((sum, { highWatermark }) => sum + highWatermark, 0);

  it('ends where the day of the first run began, also when it is opened later', async () => {
    const log = open();
    fillSample(log, noon);
    expect(log.notes.get('sampleEnd')).toBe(String(Date.UTC(2026, 2, 2)));
    const before = await endOf(log);
    await log.close();
    const again = open();
    fillSample(again, noon + 40 * 86_400_000);
    expect(await endOf(again)).toBe(before);
    await again.close();
  });

  it('is the same sample where filling was cut short and goes on another day', async () => {
    const log = open();
    log.notes.set('sampleEnd', String(Date.UTC(2026, 2, 2)));
    fillSample(log, noon + 86_400_000);
    expect(log.notes.get('sampleEnd')).toBe(String(Date.UTC(2026, 2, 2)));
    expect(await endOf(log)).toBeGreaterThan(20_000);
    await log.close();
  });
});
