import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppendedRecord, Log, LogChunk, NewRecord } from '../../src/main/log/log-port.ts';
import { type Cut, partitionsOf } from '../../src/shared/log/cut.ts';
import { encodeHeaders, noHeaders } from '../../src/shared/log/headers.ts';
import { type Offset, offset } from '../../src/shared/log/offset.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';

/** A record as a test puts it into a log, with a time of its own. */
export type SeedRecord = {
  readonly partition: number;
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Uint8Array;
};

/** A fresh, empty log of four partitions and what a test needs around it. */
export type LogHarness = {
  readonly log: Log;
  /** Appends records in the order given, from outside of `log`. */
  seed(records: readonly SeedRecord[]): Promise<void>;
  /** Opens the same log again beside `log`; `close` closes both. */
  reopen(): Promise<Log>;
  close(): Promise<void>;
  /** Only where transactions are claimed: appends records and aborts them. */
  seedAborted?(records: readonly SeedRecord[]): Promise<void>;
};

/** What a log may or may not have. */
export type LogCapabilities = { readonly transactions: boolean };

const utf8 = new TextEncoder();
const bytes = (text: string) => utf8.encode(text);
const never = new AbortController().signal;
const day = Date.UTC(2024, 4, 1);

/** A seed record with defaults. */
export function seedRecord(partition: number, text: string, more: Partial<SeedRecord> = {}) {
  const base = { partition, timestamp: day, key: bytes(`key-${text}`), value: bytes(text) };
  return { ...base, headers: noHeaders, ...more };
}

const lengthOf = (run: Uint8Array | null) => (run === null ? null : run.length);

function newRecord(partition: number, text: string, headers = noHeaders): NewRecord {
  return { partition, key: bytes(`key-${text}`), value: bytes(text), headers };
}

/** The cut at the start of a log. */
export async function startOf(log: Log): Promise<Cut> {
  const bounds = await log.bounds();
  return Object.fromEntries(bounds.map(({ partition, logStart }) => [partition, logStart]));
}

type ReadOptions = {
  readonly from?: Cut;
  readonly maxBytes?: number;
  /** Records to be passed even where the log has not settled them yet. */
  readonly past?: readonly AppendedRecord[];
};

/**
 * Reads from a cut (the start, if none is given) to the end that stands when it begins. What was
 * appended a moment ago may not stand below that end yet: name it in `past`.
 */
export async function readToEnd(log: Log, options: ReadOptions = {}): Promise<LogChunk[]> {
  const position: { [partition: number]: Offset } = {
    ...(options.from ?? (await startOf(log))),
  };
  const ends = new Map((await log.bounds()).map((found) => [found.partition, found.lastStable]));
  for (const { partition, offset: at } of options.past ?? []) {
    ends.set(partition, Math.max(ends.get(partition) ?? 0, at + 1) as Offset);
  }
  const behind = () => partitionsOf(position).some((p) => (position[p] ?? 0) < (ends.get(p) ?? 0));
  const limits = { maxBytes: options.maxBytes ?? 1 << 20, maxWaitMs: 1_000, signal: never };
  const all: LogChunk[] = [];
  const deadline = Date.now() + 20_000;
  while (behind() && Date.now() < deadline) {
    for (const chunk of await log.fetch({ ...position }, limits)) {
      expect(chunk.from).toBe(position[chunk.partition]);
      position[chunk.partition] = chunk.next;
      all.push(chunk);
    }
  }
  return all;
}

/** The records of some chunks, partition by partition. */
export function recordsOf(chunks: readonly LogChunk[]): LogRecord[] {
  return chunks.flatMap(({ records }) => records).sort((a, b) => a.partition - b.partition);
}

const texts = (records: readonly LogRecord[]) =>
  records.map(({ value }) => value && new TextDecoder().decode(value));

/** One suite for every log behind the port: what holds of Kafka holds of the local log. */
export function describeLogContract(
  name: string,
  makeLog: () => Promise<LogHarness>,
  capabilities: LogCapabilities = { transactions: false },
): void {
  describe(`a ${name} log`, () => {
    let harness: LogHarness;
    let log: Log;
    beforeEach(async () => {
      harness = await makeLog();
      log = harness.log;
    });
    afterEach(() => harness.close());
    const current = () => harness;
    describeBounds(current);
    describeReading(current);
    describeRecords(current);
    describeWaiting(current);
    describeWriting(current);
    describeTurns(current);
    if (capabilities.transactions) describeAborts(current);

    it('spreads keys like the Java client of Kafka', async () => {
      const partitions = (await log.bounds()).length;
      // From the tests of Kafka's own murmur2.
      const hashes = { '21': -973932308, foobar: -790332482, abc: 479470107 };
      for (const [key, hash] of Object.entries(hashes)) {
        expect(await log.partitionOf(bytes(key))).toBe((hash & 0x7fffffff) % partitions);
      }
    });
  });
}

function describeBounds(current: () => LogHarness): void {
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

function describeReading(current: () => LogHarness): void {
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

function describeRecords(current: () => LogHarness): void {
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

function describeWaiting(current: () => LogHarness): void {
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

async function takeTurn(log: Log) {
  const turn = await log.beginWrite(never);
  if (!turn.ok) throw new Error(turn.error.text);
  return turn.value;
}

function describeWriting(current: () => LogHarness): void {
  it('appends at the end and says where', async () => {
    const { log, seed } = current();
    await seed([seedRecord(1, 'before'), seedRecord(1, 'before')]);
    const turn = await takeTurn(log);
    const headers = encodeHeaders([
      { key: bytes('b'), value: bytes('1') },
      { key: bytes('a'), value: bytes('2') },
      { key: bytes('b'), value: null },
    ]);
    const written = [newRecord(1, 'x', headers), newRecord(3, 'y'), newRecord(1, 'z')];
    const appended = await turn.append(written);
    await turn.close();
    expect(appended).toEqual({
      ok: true,
      value: [
        { partition: 1, offset: 2 },
        { partition: 3, offset: 0 },
        { partition: 1, offset: 3 },
      ],
    });
    const past = appended.ok ? appended.value : [];
    const records = recordsOf(await readToEnd(log, { from: turn.end, past }));
    expect(records.map(({ partition, offset: at }) => `${partition}:${at}`)).toEqual([
      '1:2',
      '1:3',
      '3:0',
    ]);
    expect(texts(records)).toEqual(['x', 'z', 'y']);
    expect(records[0] && [...records[0].headers]).toEqual([...headers]);
  });

  it('gives what it appends a time of now', async () => {
    const { log } = current();
    const turn = await takeTurn(log);
    const appended = await turn.append([newRecord(0, 'x')]);
    await turn.close();
    const past = appended.ok ? appended.value : [];
    const [record] = recordsOf(await readToEnd(log, { past }));
    expect(Math.abs((record?.timestamp ?? 0) - log.now())).toBeLessThan(60_000);
  });

  it('begins a turn at the end of all that was written', async () => {
    const { log, seed } = current();
    await seed([seedRecord(0, 'a'), seedRecord(0, 'b'), seedRecord(2, 'c')]);
    const turn = await takeTurn(log);
    await turn.close();
    expect(turn.end).toEqual({ 0: 2, 1: 0, 2: 1, 3: 0 });
  });

  it('writes nothing in a turn that is closed unused', async () => {
    const { log } = current();
    const turn = await takeTurn(log);
    await turn.close();
    expect(recordsOf(await readToEnd(log))).toEqual([]);
    const bounds = await log.bounds();
    expect(bounds.every(({ highWatermark }) => highWatermark === 0)).toBe(true);
  });

  it('does not take a turn that is no longer wanted', async () => {
    const gone = await current().log.beginWrite(AbortSignal.abort());
    expect(gone.ok).toBe(false);
  });
}

function describeTurns(current: () => LogHarness): void {
  it('lets only the last turn write: whoever lost it wrote nothing', async () => {
    const { log, reopen } = current();
    const first = await takeTurn(log);
    const second = await takeTurn(await reopen());
    const lost = await first.append([newRecord(0, 'lost'), newRecord(1, 'lost')]);
    const won = await second.append([newRecord(0, 'won')]);
    await first.close();
    await second.close();
    expect(lost).toMatchObject({ ok: false, error: { code: 'lost_turn' } });
    expect(won.ok).toBe(true);
    const past = won.ok ? won.value : [];
    expect(texts(recordsOf(await readToEnd(log, { past })))).toEqual(['won']);
  });

  it('shows a turn all that the turn before it wrote', async () => {
    const { log, reopen } = current();
    const first = await takeTurn(log);
    const appended = await first.append([newRecord(2, 'first')]);
    await first.close();
    const second = await takeTurn(await reopen());
    await second.close();
    expect(appended.ok && appended.value[0]?.offset).toBe(0);
    expect(second.end[2]).toBeGreaterThanOrEqual(1);
  });

  it('loses no update when many write at once', async () => {
    const { log, reopen } = current();
    const writers = [log, await reopen()];
    const countUp = async (writer: Log) => {
      for (let attempt = 0; attempt < 60; attempt++) {
        const turn = await takeTurn(writer).catch(() => null);
        if (!turn) continue;
        const start = await startOf(writer);
        const seen = recordsOf(await readToEnd(writer, { from: { 0: start[0] ?? offset(0) } }));
        const appended = await turn.append([newRecord(0, `${seen.length}`)]);
        await turn.close();
        if (appended.ok) return appended.value;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
      }
      throw new Error('never got the turn');
    };
    const past = await Promise.all([...writers, ...writers, ...writers].map(countUp));
    const counted = texts(recordsOf(await readToEnd(log, { past: past.flat() })));
    expect(counted).toEqual(['0', '1', '2', '3', '4', '5']);
  }, 60_000);
}

function describeAborts(current: () => LogHarness): void {
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
