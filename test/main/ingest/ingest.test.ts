import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createIngest, type Ingest } from '../../../src/main/ingest/ingest.ts';
import type { IngestState } from '../../../src/main/ingest/ingest-state.ts';
import { type LocalLog, openLocalLog } from '../../../src/main/log/local/open-local-log.ts';
import { type Log, LogFaultError } from '../../../src/main/log/log-port.ts';
import { openStore, type Store } from '../../../src/main/store/write/open-store.ts';
import { StoreFaultError } from '../../../src/main/store/write/store-fault.ts';
import type { Cut } from '../../../src/shared/log/cut.ts';
import { offset } from '../../../src/shared/log/offset.ts';
import { testRecord } from '../../support/cloud-event-record.ts';
import { syntheticLog } from '../../support/synthetic-log.ts';

const never = new AbortController().signal;

describe('reading a log into the store', () => {
  let folder: string;
  let log: LocalLog;
  let store: Store;
  let stop: AbortController;
  let running: Promise<void>;
  let states: IngestState[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-ingest-'));
    log = openLocalLog({ file: join(folder, 'log.db'), topic: 't', kind: 'local', partitions: 3 });
    store = openStore({ file: join(folder, 'read.db') });
    stop = new AbortController();
    running = Promise.resolve();
    states = [];
  });
  afterEach(async () => {
    stop.abort();
    await running.catch(() => undefined);
    store.close();
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  });

  type Over = { log?: Log; store?: Store; isFed?: () => boolean; fetchWaitMs?: number };
  function start({ fetchWaitMs = 100, ...over }: Over = {}): Ingest {
    const settings = { firstPauseMs: 20, lineageMs: 50, fetchWaitMs, batchBytes: 64 * 1024 };
    const ingest = createIngest({
      ...{ log, store, settings, onCommit: () => {}, onState: (state) => states.push(state) },
      ...over,
    });
    running = ingest.run(stop.signal);
    running.catch(() => undefined);
    return ingest;
  }
  const ends = async (): Promise<Cut> =>
    Object.fromEntries(
      (await log.bounds()).map(({ partition, highWatermark }) => [partition, highWatermark]),
    );
  const fill = (events: number) =>
    log.importRecords(syntheticLog({ events, partitions: 3, seed: 7 }));
  const append = async (text: string) => {
    const turn = await log.beginWrite(never);
    if (!turn.ok) throw new Error(turn.error.text);
    const bytes = Buffer.from(text);
    return turn.value.append([
      { partition: 1, key: bytes, value: bytes, headers: Uint8Array.of(0) },
    ]);
  };

  it('comes to the end, says so, and then commits what is appended at once', async () => {
    fill(3000);
    const ingest = start({ fetchWaitMs: 20_000 });
    expect(await ingest.catchUpTo(await ends(), never)).toEqual({ ok: true, value: null });
    await vi.waitFor(() => expect(ingest.state()).toMatchObject({ caughtUp: true, percent: 100 }));
    const before = performance.now();
    await append('news');
    await ingest.catchUpTo(await ends(), never);
    expect(performance.now() - before).toBeLessThan(5000);
    expect(store.checkpoints().reduce((sum, { next }) => sum + next, 0)).toBe(3001);
  });

  it('has asked for more before the thread is busy with what came', async () => {
    fill(3000);
    const done: ('asks' | 'plans')[] = [];
    const noting: Log = {
      ...log,
      fetch: async (...asked) => {
        // As over a network: what is asked for leaves some turns later.
        for (let turn = 0; turn < 5; turn++) await null;
        done.push('asks');
        const chunks = await log.fetch(...asked);
        const note = () => done.at(-1) === 'plans' || done.push('plans');
        return chunks.map((chunk) => ({ ...chunk, records: watched(chunk.records, note) }));
      },
    };
    await start({ log: noting }).catchUpTo(await ends(), never);
    const begin = ['asks', 'asks', 'plans', 'asks', 'plans', 'asks', 'plans'];
    expect(done.slice(0, begin.length)).toEqual(begin);
  });

  it('is not caught up while its file is still being read', async () => {
    fill(10);
    let isFed = false;
    const ingest = start({ isFed: () => isFed });
    await ingest.catchUpTo(await ends(), never);
    expect(ingest.state().caughtUp).toBe(false);
    isFed = true;
    expect(ingest.state().caughtUp).toBe(true);
  });

  it('calls nothing final that can still be undercut', async () => {
    fill(500);
    const ingest = start();
    await ingest.catchUpTo(await ends(), never);
    const before = Date.now();
    await vi.waitFor(() => expect(ingest.state().finalThrough).toBeGreaterThan(before));
    const { finalThrough } = ingest.state();
    await append('later');
    const [record] = (await log.fetch(await minusOne(1), limits)).flatMap((c) => c.records);
    expect(record?.timestamp).toBeGreaterThan(finalThrough);
  });
  const limits = { maxBytes: 1 << 20, maxWaitMs: 0, signal: never };
  const minusOne = async (partition: number): Promise<Cut> => ({
    [partition]: offset(((await ends())[partition] ?? 1) - 1),
  });

  it('tells its state at most ten times a second', async () => {
    fill(6000);
    const ingest = start();
    const begun = performance.now();
    await ingest.catchUpTo(await ends(), never);
    await delay(300);
    expect(states.length).toBeGreaterThan(1);
    expect(states.length).toBeLessThanOrEqual((performance.now() - begun) / 100 + 2);
  });

  it('pauses for a fault of the log, says why, and goes on by itself', async () => {
    fill(10);
    let failures = 2;
    const faulty: Log = {
      ...log,
      fetch: async (from, given) => {
        if (failures-- > 0) {
          const text = 'The broker is gone.';
          throw new LogFaultError({ code: 'log_out_of_reach', text, fatal: false });
        }
        return log.fetch(from, given);
      },
    };
    const ingest = start({ log: faulty });
    await vi.waitFor(() => expect(ingest.state().paused?.code).toBe('log_out_of_reach'));
    await ingest.catchUpTo(await ends(), never);
    expect(ingest.state().paused).toBe(null);
  });

  it.each(['disk_full', 'disk_failed', 'disk_read_only'] as const)(
    'pauses for the disk (%s), quarantines nothing, and loses nothing',
    async (code) => {
      fill(200);
      let failures = 4;
      const full: Store = {
        ...store,
        commit(batch) {
          if (failures-- > 0) throw new StoreFaultError({ code, text: 'No.', fatal: false });
          store.commit(batch);
        },
      };
      const ingest = start({ store: full });
      await vi.waitFor(() => expect(ingest.state().paused?.code).toBe(code));
      await ingest.catchUpTo(await ends(), never);
      const counts = store.checkpoints().map((checkpoint) => checkpoint.counts);
      expect(counts.reduce((sum, { event }) => sum + event, 0)).toBe(200);
      expect(counts.every(({ quarantined }) => quarantined === 0)).toBe(true);
    },
  );

  it('stops at a log that is not the one it read', async () => {
    fill(10);
    const first = start();
    await first.catchUpTo(await ends(), never);
    stop.abort();
    await running;
    stop = new AbortController();
    const other = { ...(await log.identity()), text: 'local:t:another' };
    const second = start({ log: { ...log, identity: async () => other } });
    await running;
    expect(second.state().paused).toMatchObject({ code: 'log_replaced', fatal: true });
    const waited = await second.catchUpTo({ 0: offset(9999) }, never);
    expect(waited).toMatchObject({ ok: false, error: { code: 'log_replaced' } });
  });

  it.each([
    ['another record stands where the last one stood', 'log_replaced', 0],
    ['its end lies below the checkpoint', 'log_truncated', 1],
    ['a partition is gone', 'log_replaced', 2],
  ])('stops where %s', async (_, code, how) => {
    fill(30);
    const ingest = start();
    await ingest.catchUpTo(await ends(), never);
    stop.abort();
    await running;
    stop = new AbortController();
    const changed: Log = [
      {
        ...log,
        fetch: async (from: Cut, given: Parameters<Log['fetch']>[1]) =>
          (await log.fetch(from, given)).map((chunk) => ({
            ...chunk,
            records: chunk.records.map(({ partition, offset: at, timestamp }) =>
              testRecord({ partition, offset: at, timestamp, value: Buffer.from('x') }),
            ),
          })),
      },
      {
        ...log,
        bounds: async () =>
          (await log.bounds()).map((each) => ({
            ...each,
            lastStable: offset(1),
            highWatermark: offset(1),
          })),
      },
      { ...log, bounds: async () => (await log.bounds()).slice(1) },
    ][how] as Log;
    const second = start({ log: changed });
    await running;
    expect(second.state().paused).toMatchObject({ code, fatal: true });
  });

  it('shows as a gap what retention took past the checkpoint, and goes on', async () => {
    fill(300);
    const ingest = start();
    await ingest.catchUpTo(await ends(), never);
    stop.abort();
    await running;
    stop = new AbortController();
    const end = await ends();
    const later = { ...log, ...shifted(log, 50) };
    const second = start({ log: later });
    await vi.waitFor(() => expect(second.state().partitions[0]?.next).toBe((end[0] ?? 0) + 50));
    expect(store.checkpoints()[0]?.counts.gap).toBe(50);
  });

  it('notices a partition that was added', async () => {
    fill(30);
    let shown = 2;
    const growing: Log = {
      ...log,
      bounds: async () => (await log.bounds()).slice(0, shown),
    };
    const ingest = start({ log: growing });
    await vi.waitFor(() => expect(Object.keys(ingest.state().partitions)).toHaveLength(2));
    shown = 3;
    expect(await ingest.catchUpTo(await ends(), never)).toMatchObject({ ok: true });
    expect(store.checkpoints()).toHaveLength(3);
  });

  it('waits for nothing where all was read before', async () => {
    fill(30);
    await start().catchUpTo(await ends(), never);
    stop.abort();
    await running;
    stop = new AbortController();
    const waiting = start().catchUpTo(await ends(), AbortSignal.timeout(5000));
    expect(await waiting).toEqual({ ok: true, value: null });
  });

  it('ends a wait when nobody wants it any more', async () => {
    const ingest = start();
    const waiting = ingest.catchUpTo({ 0: offset(5) }, AbortSignal.timeout(30));
    await expect(waiting).rejects.toThrow();
  });
});

/** The same records, and a word whenever somebody looks at them. */
function watched<Item>(items: readonly Item[], note: () => void): readonly Item[] {
  return new Proxy(items, {
    get(target, key) {
      note();
      return Reflect.get(target, key) as unknown;
    },
  });
}

/** The log after retention: everything up to its end and so many offsets more are gone. */
function shifted(log: Log, by: number): Pick<Log, 'bounds' | 'fetch'> {
  const bounds = async () =>
    (await log.bounds()).map(({ partition, highWatermark }) => {
      const end = offset(highWatermark + by);
      return { partition, logStart: end, lastStable: end, highWatermark: end };
    });
  return { bounds, fetch: () => delay(20, []) };
}
