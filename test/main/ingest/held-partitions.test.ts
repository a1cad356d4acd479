import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HeldPartitions } from '../../../src/main/ingest/held-partitions.ts';
import { createIngest, type Ingest } from '../../../src/main/ingest/ingest.ts';
import { type LocalLog, openLocalLog } from '../../../src/main/log/local/open-local-log.ts';
import { type Log, type LogFault, LogFaultError } from '../../../src/main/log/log-port.ts';
import { openStore, type Store } from '../../../src/main/store/write/open-store.ts';
import type { Cut } from '../../../src/shared/log/cut.ts';
import { offset } from '../../../src/shared/log/offset.ts';
import { syntheticLog } from '../../support/synthetic-log.ts';

const never = new AbortController().signal;
const unsupported: LogFault = {
  code: 'unsupported_codec',
  text: 'Partition 1 cannot be read on.',
  fatal: true,
  partition: 1,
};
const leaderless: LogFault = {
  code: 'log_out_of_reach',
  text: 'Partition 1 has no leader.',
  fatal: false,
  partition: 1,
};

describe('reading a log of which one partition cannot be read', () => {
  let folder: string;
  let log: LocalLog;
  let store: Store;
  let stop: AbortController;
  let running: Promise<void>;
  let asked: number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-held-'));
    log = openLocalLog({ file: join(folder, 'log.db'), topic: 't', kind: 'local', partitions: 3 });
    store = openStore({ file: join(folder, 'read.db') });
    asked = 0;
    start();
  });
  afterEach(async () => {
    await halt();
    store.close();
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(): void {
    stop = new AbortController();
    running = Promise.resolve();
  }
  async function halt(): Promise<void> {
    stop.abort();
    await running;
  }
  /** Reads the log with a fault wherever partition 1 is asked for, as long as `isIll` says so. */
  function read(fault: LogFault, isIll: () => boolean = () => true): Ingest {
    const ill: Log = {
      ...log,
      fetch: async (from, limits) => {
        if (from[1] === undefined || !isIll()) return log.fetch(from, limits);
        asked++;
        throw new LogFaultError(fault);
      },
    };
    const settings = { firstPauseMs: 20, lineageMs: 40, fetchWaitMs: 50, batchBytes: 64 * 1024 };
    const parts = { log: ill, store, settings, onCommit: () => {}, onState: () => {} };
    const ingest = createIngest(parts);
    running = ingest.run(stop.signal);
    return ingest;
  }
  const fill = (events: number) =>
    log.importRecords(syntheticLog({ events, partitions: 3, seed: 7 }));
  const endOf = async (...partitions: number[]): Promise<Cut> =>
    Object.fromEntries(
      (await log.bounds())
        .filter(({ partition }) => partitions.includes(partition))
        .map(({ partition, highWatermark }) => [partition, highWatermark]),
    );

  it('reads the others to their end, shows the reason, and does not call itself caught up', async () => {
    fill(600);
    const ingest = read(unsupported);
    expect(await ingest.catchUpTo(await endOf(0, 2), never)).toEqual({ ok: true, value: null });
    const { paused, caughtUp, partitions } = ingest.state();
    expect(paused).toMatchObject({ code: 'unsupported_codec', data: { partition: 1 } });
    expect(paused?.text).toBe('Partition 1 cannot be read on. The other partitions are read on.');
    expect(caughtUp).toBe(false);
    expect(partitions[1]?.next).toBe(0);
  });

  it('goes on with what is appended to the others, and asks for that one no more', async () => {
    fill(60);
    const ingest = read(unsupported);
    await ingest.catchUpTo(await endOf(0, 2), never);
    const turn = await log.beginWrite(never);
    if (!turn.ok) throw new Error(turn.error.text);
    const bytes = Buffer.from('news');
    const record = { partition: 2, key: bytes, value: bytes, headers: Uint8Array.of(0) };
    await turn.value.append([record]);
    await turn.value.close();
    expect(await ingest.catchUpTo(await endOf(0, 2), never)).toMatchObject({ ok: true });
    // Lineage is checked every 40 ms here, and there is nothing of partition 1 to compare.
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(asked).toBe(1);
    expect(ingest.state().paused?.code).toBe('unsupported_codec');
  });

  it('tells those who wait for that partition why they wait in vain', async () => {
    fill(60);
    const ingest = read(unsupported);
    const waiting = ingest.catchUpTo(await endOf(0, 1, 2), never);
    const why = { ok: false, error: { code: 'unsupported_codec', data: { partition: 1 } } };
    expect(await waiting).toMatchObject(why);
    expect(await ingest.catchUpTo(await endOf(1), never)).toMatchObject(why);
  });

  it('tries again by itself where that may help, and then has everything', async () => {
    fill(600);
    const ingest = read(leaderless, () => asked < 4);
    await vi.waitFor(() => expect(ingest.state().paused?.text).toMatch(/no leader/));
    expect(await ingest.catchUpTo(await endOf(0, 1, 2), never)).toMatchObject({ ok: true });
    expect(asked).toBe(4);
    await vi.waitFor(() => expect(ingest.state()).toMatchObject({ paused: null, caughtUp: true }));
  });

  it('takes up the others where the one was read before and cannot be read now', async () => {
    fill(300);
    const first = read(unsupported, () => false);
    await first.catchUpTo(await endOf(0, 1, 2), never);
    await halt();
    start();
    const turn = await log.beginWrite(never);
    if (!turn.ok) throw new Error(turn.error.text);
    const bytes = Buffer.from('news');
    const news = { key: bytes, value: bytes, headers: Uint8Array.of(0) };
    await turn.value.append([0, 1].map((partition) => ({ ...news, partition })));
    await turn.value.close();
    const second = read(unsupported);
    expect(await second.catchUpTo(await endOf(0, 2), never)).toMatchObject({ ok: true });
    expect(second.state().paused?.data).toEqual({ partition: 1, partitions: [1] });
  });

  it('still stops altogether where the log was cut back', async () => {
    fill(30);
    const text = 'Partition 1 was cut back.';
    const ingest = read({ code: 'log_truncated', text, fatal: true, partition: 1 });
    await running;
    expect(ingest.state().paused).toMatchObject({ code: 'log_truncated', fatal: true });
  });
});

describe('held partitions', () => {
  const cut = { 0: offset(5), 1: offset(6), 2: offset(7) };
  const waits = { firstPauseMs: 100, longestPauseMs: 250 };

  it('rest longer each time, and are forgotten once they stayed well', () => {
    let now = 0;
    const held = new HeldPartitions(waits, () => now);
    for (const rest of [100, 200, 250, 250]) {
      expect(held.hold(new LogFaultError(leaderless))).toBe(true);
      now += rest - 1;
      expect(held.readable(cut)).toEqual({ 0: 5, 2: 7 });
      now += 1;
      expect(held.readable(cut)).toEqual(cut);
      expect(held.reason()).not.toBe(null);
    }
    now += 30_001;
    expect(held.reason()).toBe(null);
  });

  it('are counted where there are several, and waited for only where that can help', () => {
    const held = new HeldPartitions(waits, () => 0);
    held.hold(new LogFaultError({ ...leaderless, partition: 2 }));
    expect(held.barrier(cut, { 2: offset(0) })).toBe(null);
    held.hold(new LogFaultError(unsupported));
    expect(held.reason()?.text).toMatch(/2 partitions wait like this; the others are read on/);
    expect(held.barrier(cut, { ...cut, 1: offset(5) })?.data).toMatchObject({ partition: 1 });
    expect(held.barrier(cut, cut)).toBe(null);
  });

  it('are not made by faults of the whole log', () => {
    const held = new HeldPartitions(waits, () => 0);
    const { partition: _, ...whole } = leaderless;
    expect(held.hold(new LogFaultError(whole))).toBe(false);
    expect(held.hold(new LogFaultError({ ...leaderless, code: 'offset_out_of_range' }))).toBe(
      false,
    );
    expect(held.hold(new Error('a bug'))).toBe(false);
    expect(held.reason()).toBe(null);
  });
});
