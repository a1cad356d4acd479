import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalLog, openLocalLog } from '../../src/main/log/local/open-local-log.ts';
import { offset } from '../../src/shared/log/offset.ts';
import { describeLogContract, type LogHarness, type SeedRecord } from './log-contract.ts';

describeLogContract('local', makeHarness, {
  fence: 'conditional',
  transactions: false,
  interruptible: false,
});

async function makeHarness(): Promise<LogHarness> {
  const folder = mkdtempSync(join(tmpdir(), 'playhead-local-log-'));
  const place = { file: join(folder, 'log.db'), topic: 'people', kind: 'local' as const };
  const log = openLocalLog({ ...place, partitions: 4 });
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
