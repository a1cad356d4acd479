import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LocalLog, openLocalLog } from '../../../../src/main/log/local/open-local-log.ts';
import { SeededRandom } from '../../../../src/main/log/sample/seeded-random.ts';
import { offset } from '../../../../src/shared/log/offset.ts';
import type { LogRecord } from '../../../../src/shared/log/record.ts';
import { never, readToEnd, recordsOf } from '../../../support/log-harness.ts';

let folder: string;
let log: LocalLog;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'playhead-runs-'));
  log = openLocalLog({ file: join(folder, 'log.db'), topic: 't', kind: 'local', partitions: 2 });
});
afterEach(async () => {
  await log.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The fields of a record as plain values, whatever kind of object it is. */
function plain(record: LogRecord) {
  const { partition, offset: at, timestamp, timestampType, key, value, headers } = record;
  const hex = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString('hex');
  const bytes = { key: hex(key), value: hex(value), headers: hex(headers) };
  return { partition, at, timestamp, timestampType, ...bytes };
}

function record(partition: number, at: number, parts: Partial<LogRecord>): LogRecord {
  const none = { key: null, value: null, headers: Uint8Array.of(0) };
  const place = { partition, offset: offset(at), timestamp: 1_700_000_000_000 + at };
  return { ...place, timestampType: at % 3 === 0 ? 'append' : 'create', ...none, ...parts };
}

test('gives back every byte of runs of any bytes: null, empty, zero bytes, what is no UTF-8', async () => {
  const random = new SeededRandom(7);
  const bytes = (longest: number) =>
    Uint8Array.from({ length: Math.floor(random.next() * longest) }, () => random.next() * 256);
  const maybe = (longest: number) => (random.next() < 0.2 ? null : bytes(longest));
  const records = Array.from({ length: 3_000 }, (_, at) =>
    // Holes, as compaction leaves them.
    record(at % 2, at * 3, { key: maybe(20), value: maybe(200), headers: bytes(40) }),
  );
  log.importRecords(records);
  const read = recordsOf(await readToEnd(log, { maxBytes: 64 * 1024 }));
  const expected = [...records].sort((a, b) => a.partition - b.partition);
  expect(read.map(plain)).toEqual(expected.map(plain));
});

test('reads long values without gathering more of them than were asked for', async () => {
  const value = Buffer.alloc(3 * 1024 * 1024, 'long');
  log.importRecords([0, 1, 2, 3, 4].map((at) => record(0, at, { value: at % 2 ? value : null })));
  const limits = { maxBytes: 1024, maxWaitMs: 0, signal: never };
  const [chunk] = await log.fetch({ 0: offset(0) }, limits);
  expect(chunk?.records.map((each) => each.value?.length ?? null)).toEqual([null, value.length]);
  expect(chunk?.next).toBe(2);
});
