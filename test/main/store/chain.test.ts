import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatchPlanner } from '../../../src/main/ingest/plan-batch.ts';
import { verify } from '../../../src/main/ingest/verify.ts';
import { openStore } from '../../../src/main/store/write/open-store.ts';
import { offset } from '../../../src/shared/log/offset.ts';
import type { LogRecord } from '../../../src/shared/log/record.ts';
import { bytesOf, testRecord } from '../../support/cloud-event-record.ts';
import {
  chunkOf,
  openTestStore,
  type TestPartition,
  testIdentity,
} from '../../support/plan-into-store.ts';

const partition = 3;
const start = 40;

// The chain as it is described, put together plainly: nothing of the program's is used for it.
const u32 = (value: number) => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value]);
const i64 = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};
const sha256 = (...parts: readonly Uint8Array[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

function part(bytes: Uint8Array | null): Buffer {
  if (bytes === null) return Buffer.concat([Buffer.from([0]), u32(0)]);
  const isLong = bytes.length > 65_536;
  const head = [Buffer.from([isLong ? 2 : 1]), u32(bytes.length)];
  return Buffer.concat([...head, isLong ? sha256(bytes) : bytes]);
}

function formOf({ offset, timestamp, timestampType, key, value, headers }: LogRecord): Buffer {
  const type = Buffer.from([timestampType === 'create' ? 0 : 1]);
  const head = [i64(offset), i64(timestamp), type];
  return Buffer.concat([...head, part(key), part(value), u32(headers.length), headers]);
}

function describedChain(records: readonly LogRecord[], next: number) {
  const begin = `playhead chain 1\n${testIdentity.text}\n${partition}\n${start}\n`;
  let link = sha256(Buffer.from(begin));
  const ranges = Map.groupBy(records, (record) => Math.floor(record.offset / 1024));
  return [...ranges]
    .filter(([range]) => (range + 1) * 1024 <= next)
    .map(([range, own]) => {
      const digest = sha256(...own.map(formOf));
      link = sha256(link, u32(partition), i64(range), u32(own.length), digest);
      return { partition, range, records: own.length, digest, link };
    });
}

/** Every kind of record the form tells apart, through four ranges; the third has none. */
function oddLog(): TestPartition {
  const odd = new Map<number, Partial<LogRecord>>([
    [start, { key: null }],
    [41, { value: null }],
    [42, { key: bytesOf(''), value: bytesOf('') }],
    [43, { headers: new Uint8Array(0) }],
    [44, { timestamp: -1, timestampType: 'append' }],
    [45, { timestamp: Number.MAX_SAFE_INTEGER }],
    [900, { value: bytesOf('x'.repeat(65_536)) }],
    [901, { value: bytesOf('y'.repeat(65_537)) }],
    [1023, { value: new Uint8Array(8 * 1024 * 1024 + 1).fill(0x7a) }],
    [1024, { value: new Uint8Array(8 * 1024 * 1024 + 2).fill(0x7a) }],
  ]);
  const offsets = Array.from({ length: 4300 - start }, (_, at) => start + at);
  const records = offsets
    .filter((at) => at < 2000 || at >= 3100)
    .map((at) => testRecord({ partition, offset: offset(at), ...odd.get(at) }));
  return { partition, start, end: 4300, records };
}

describe('the hash chain', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-chain-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['one connection writes', () => 0],
    ['two write in turn', (batch: number) => batch % 2],
    ['one writes for a while, and then the other', (batch: number) => Math.floor(batch / 5) % 2],
  ])('is the one that is described, where %s', (_, writerOf) => {
    const file = join(folder, 'read.db');
    const log = oddLog();
    const stores = [openTestStore(file, [log]), openStore({ file })] as const;
    const planner = new BatchPlanner(stores[0]);
    const steps = [1, 2, 500, 481, 3, 1, 700, 60, 1400, 16, 9, 700];
    let from = start;
    for (let batch = 0; from < log.end; batch++) {
      const next = Math.min(log.end, from + (steps[batch % steps.length] as number));
      const store = stores[writerOf(batch) as 0 | 1];
      store.commit(planner.plan([chunkOf(log, from, next)], -1));
      planner.committed();
      from = next;
    }
    const wanted = describedChain(log.records, log.end);
    expect(wanted.map(({ range }) => range)).toEqual([0, 1, 3]);
    expect(stores[0].audit.chain(partition)).toEqual(wanted);
    expect(verify(stores[0]).flaws).toEqual([]);
    stores[1].close();
    stores[0].close();
  });
});
