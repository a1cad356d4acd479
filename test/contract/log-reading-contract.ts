import { expect, it } from 'vitest';
import { encodeHeaders } from '../../src/shared/log/headers.ts';
import { offset } from '../../src/shared/log/offset.ts';
import {
  bytes,
  day,
  type LogHarness,
  lengthOf,
  never,
  readToEnd,
  recordsOf,
  seedRecord,
  startOf,
  texts,
} from '../support/log-harness.ts';

/** What a log says of itself. */
export function describeBounds(current: () => LogHarness): void {
  it('names itself in printable ASCII, the same whenever it is opened', async () => {
    const { log, reopen } = current();
    const identity = await log.identity();
    expect(identity.text).toMatch(/^[!-~]+$/);
    expect(await (await reopen()).identity()).toEqual(identity);
  });

  it('names every partition in its bounds, ascending', async () => {
    const bounds = await current().log.bounds();
    expect(bounds.map(({ partition }) => partition)).toEqual([0, 1, 2, 3]);
    for (const { logStart, lastStable, highWatermark } of bounds) {
      expect([logStart, lastStable, highWatermark]).toEqual([0, 0, 0]);
    }
  });

  it('moves its bounds with what is appended', async () => {
    const { log, seed } = current();
    await seed([seedRecord(2, 'a'), seedRecord(2, 'b')]);
    const [, , third] = await log.bounds();
    expect(third).toEqual({ partition: 2, logStart: 0, lastStable: 2, highWatermark: 2 });
  });
}

/** Order, cuts and pages. */
export function describeReading(current: () => LogHarness): void {
  it('keeps the order of each partition', async () => {
    const { log, seed } = current();
    const names = Array.from({ length: 40 }, (_, index) => `r${index}`);
    await seed(names.map((name, index) => seedRecord(index % 4, name)));
    const records = recordsOf(await readToEnd(log));
    for (const partition of [0, 1, 2, 3]) {
      const own = records.filter((record) => record.partition === partition);
      expect(own.map((record) => record.offset)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(texts(own)).toEqual(names.filter((_, index) => index % 4 === partition));
    }
  });

  it('reads on from a cut and brings nothing below it', async () => {
    const { log, seed } = current();
    await seed(Array.from({ length: 20 }, (_, index) => seedRecord(index % 2, `r${index}`)));
    const from = { 0: offset(7), 1: offset(10) };
    const records = recordsOf(await readToEnd(log, { from }));
    expect(records.map((record) => [record.partition, record.offset])).toEqual([
      [0, 7],
      [0, 8],
      [0, 9],
    ]);
  });

  it('brings only the partitions that the cut names', async () => {
    const { log, seed } = current();
    await seed([seedRecord(0, 'a'), seedRecord(1, 'b')]);
    const chunks = await readToEnd(log, { from: { 1: offset(0) } });
    expect(texts(recordsOf(chunks))).toEqual(['b']);
  });

  it('pages through 20 000 records, each exactly once', async () => {
    const { log, seed } = current();
    await seed(
      Array.from({ length: 20_000 }, (_, index) =>
        seedRecord(index % 4, `a value that takes some room: ${index}`),
      ),
    );
    const chunks = await readToEnd(log, { maxBytes: 64 * 1024 });
    const places = recordsOf(chunks).map((record) => `${record.partition}:${record.offset}`);
    expect(places.length).toBe(20_000);
    expect(new Set(places).size).toBe(20_000);
  });

  it('says in each chunk where it begins and ends, and every record lies inside', async () => {
    const { log, seed } = current();
    await seed(Array.from({ length: 3_000 }, (_, index) => seedRecord(index % 3, `r${index}`)));
    const next = new Map<number, number>();
    for (const chunk of await readToEnd(log, { maxBytes: 16 * 1024 })) {
      expect(chunk.from).toBe(next.get(chunk.partition) ?? 0);
      next.set(chunk.partition, chunk.next);
      expect(chunk.bounds.partition).toBe(chunk.partition);
      expect(chunk.bounds.highWatermark).toBeGreaterThanOrEqual(chunk.bounds.lastStable);
      let before = chunk.from - 1;
      for (const record of chunk.records) {
        expect(record.partition).toBe(chunk.partition);
        expect(record.offset).toBeGreaterThan(before);
        expect(record.offset).toBeLessThan(chunk.next);
        before = record.offset;
      }
    }
  });
}

/** What is kept of each record. */
export function describeRecords(current: () => LogHarness): void {
  it('keeps headers in order, repeated, empty, null, and whatever they are called', async () => {
    const { log, seed } = current();
    const names = ['z', 'a', 'z', '__proto__', 'constructor', '', '1', '0', 'z'];
    const headers = encodeHeaders([
      ...names.map((key, index) => ({ key: bytes(key), value: bytes(`${index}`) })),
      { key: bytes('none'), value: null },
      { key: bytes('empty'), value: bytes('') },
      { key: Uint8Array.of(255, 0, 254), value: Uint8Array.of(0, 255) },
    ]);
    await seed([seedRecord(1, 'a', { headers })]);
    const [record] = recordsOf(await readToEnd(log));
    expect(record && [...record.headers]).toEqual([...headers]);
  });

  it('tells null from empty, in keys and in values', async () => {
    const { log, seed } = current();
    const empty = new Uint8Array(0);
    await seed([
      seedRecord(0, '', { key: null, value: bytes('v') }),
      seedRecord(0, '', { key: empty, value: bytes('v') }),
      seedRecord(0, '', { key: bytes('k'), value: null }),
      seedRecord(0, '', { key: bytes('k'), value: empty }),
      seedRecord(0, '', { key: null, value: null }),
    ]);
    const records = recordsOf(await readToEnd(log));
    const lengths = records.map(({ key, value }) => [lengthOf(key), lengthOf(value)]);
    expect(lengths).toEqual([
      [null, 1],
      [0, 1],
      [1, null],
      [1, 0],
      [null, null],
    ]);
  });

  it('keeps the times of records, also absurd and disordered ones', async () => {
    const { log, seed } = current();
    const times = [day, day - 86_400_000, 0, Date.UTC(9999, 11, 31), day];
    await seed(times.map((timestamp) => seedRecord(3, 'a', { timestamp })));
    const records = recordsOf(await readToEnd(log));
    expect(records.map(({ timestamp }) => timestamp)).toEqual(times);
    expect(records.map(({ timestampType }) => timestampType)).toEqual(times.map(() => 'create'));
  });

  it('keeps bytes that are no text', async () => {
    const { log, seed } = current();
    const value = Uint8Array.from({ length: 256 }, (_, index) => index);
    await seed([seedRecord(0, '', { key: Uint8Array.of(0, 0, 0, 0), value })]);
    const [record] = recordsOf(await readToEnd(log));
    expect(record?.key && [...record.key]).toEqual([0, 0, 0, 0]);
    expect(record?.value && [...record.value]).toEqual([...value]);
  });
}

/** Waiting for news, and being told to stop. */
export function describeWaiting(current: () => LogHarness): void {
  it('answers with what comes while it waits', async () => {
    const { log, seed } = current();
    const from = await startOf(log);
    // The first answer may only bring the bounds.
    await log.fetch(from, { maxBytes: 1 << 20, maxWaitMs: 50, signal: never });
    const begun = Date.now();
    const waiting = log.fetch(from, { maxBytes: 1 << 20, maxWaitMs: 10_000, signal: never });
    await seed([seedRecord(2, 'news')]);
    expect(texts(recordsOf(await waiting))).toEqual(['news']);
    expect(Date.now() - begun).toBeLessThan(5_000);
  });

  it('waits no longer than it is told', async () => {
    const { log } = current();
    const from = await startOf(log);
    const begun = Date.now();
    const chunks = await log.fetch(from, { maxBytes: 1 << 20, maxWaitMs: 300, signal: never });
    expect(recordsOf(chunks)).toEqual([]);
    expect(chunks.every((chunk) => chunk.next === chunk.from)).toBe(true);
    expect(Date.now() - begun).toBeLessThan(2_000);
  });

  it('comes back at once with nothing when it is aborted', async () => {
    const { log } = current();
    const from = await startOf(log);
    const abort = new AbortController();
    const limits = { maxBytes: 1 << 20, maxWaitMs: 20_000, signal: abort.signal };
    const begun = Date.now();
    const waiting = log.fetch(from, limits);
    setTimeout(() => abort.abort(), 100);
    expect(await waiting).toEqual([]);
    expect(await log.fetch(from, limits)).toEqual([]);
    expect(Date.now() - begun).toBeLessThan(3_000);
  });

  it('ends a waiting fetch when it is closed', async () => {
    const { reopen } = current();
    const second = await reopen();
    const from = await startOf(second);
    const begun = Date.now();
    const waiting = second.fetch(from, { maxBytes: 1 << 20, maxWaitMs: 20_000, signal: never });
    setTimeout(() => second.close(), 100);
    await waiting.catch(() => []);
    expect(Date.now() - begun).toBeLessThan(3_000);
  });
}

/** What transactions leave behind. */
export function describeAborts(current: () => LogHarness): void {
  it('passes over aborted records and markers, and says which offsets they took', async () => {
    const { log, seed, seedAborted } = current();
    await seed([seedRecord(0, 'a')]);
    await seedAborted?.([seedRecord(0, 'gone'), seedRecord(0, 'gone')]);
    await seed([seedRecord(0, 'b')]);
    const chunks = await readToEnd(log);
    expect(texts(recordsOf(chunks))).toEqual(['a', 'b']);
    expect(chunks.flatMap(({ passed }) => passed)).toEqual([
      { kind: 'aborted', from: 1, next: 3 },
      { kind: 'control', from: 3, next: 4 },
    ]);
  });
}
