import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalLog, openLocalLog } from '../../../src/main/log/local/open-local-log.ts';
import { type Log, LogFaultError } from '../../../src/main/log/log-port.ts';
import { type Clock, machineClock } from '../../../src/main/notify/clock.ts';
import type { Destination } from '../../../src/main/notify/destination.ts';
import type { Report } from '../../../src/main/notify/report.ts';
import { type NotifierParts, runNotifier } from '../../../src/main/notify/run-notifier.ts';
import { offset } from '../../../src/shared/log/offset.ts';
import { MemoryBoard } from '../../support/memory-work.ts';
import { created, testLog } from '../../support/test-log.ts';

const partitions = 3;
let folder: string;
let log: LocalLog;
let board: MemoryBoard;
let next: Record<number, number>;
let told: string[];
let reports: Report[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'playhead-notifier-'));
  log = openLocalLog({ file: join(folder, 'log.db'), topic: 'users', kind: 'local', partitions });
  board = new MemoryBoard([0, 0, 0]);
  next = {};
  told = [];
  reports = [];
});

afterEach(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});

const service: Destination = {
  settling: { by: 'again' },
  tell: async ({ partition, offset: at }) => {
    told.push(`p${partition}:${at}`);
    return { kind: 'told' };
  },
};

function partsOf(changes: Partial<NotifierParts> = {}): NotifierParts {
  return {
    subscription: {
      ...{ id: 'all', events: ['UserCreatedEvent'], roles: null, from: 'start' },
      ...{ answerWithinMs: 5_000, to: { kind: 'http', url: 'http://127.0.0.1' } },
    },
    ...{ destination: service, clock: machineClock, leaseMs: 5_000, log },
    work: board.open('start'),
    report: (one) => reports.push(one),
    ...changes,
  };
}

/** Adds so many users to each partition. */
function grow(count: number): void {
  const lines = Array.from({ length: count * partitions }, (_, at) => ({
    ...{ p: at % partitions, s: at, event: created(`u-${at}`) },
  }));
  log.importRecords(testLog(lines, next));
}

const all = (count: number) =>
  Array.from({ length: partitions }, (_, p) =>
    Array.from({ length: count }, (_, at) => `p${p}:${at}`),
  ).flat();

/** Hears of news only, as one does from Kafka. */
function onlyNews(of: Log): Log {
  const fetch: Log['fetch'] = async (from, limits) =>
    (await of.fetch(from, limits)).filter((chunk) => chunk.next > chunk.from);
  return { ...of, fetch };
}

/** Some copies at once; `end` stops them and waits for them. */
function start(...copies: NotifierParts[]) {
  const stop = new AbortController();
  const running = copies.map((parts) => runNotifier(parts, stop.signal));
  const end = async () => {
    stop.abort();
    await Promise.all(running);
  };
  return { end, running };
}

describe('a notifier', () => {
  it('tells of what is there and of what comes, each once, with another one sharing the partitions', async () => {
    grow(5);
    const { end } = start(partsOf(), partsOf());
    await expect.poll(() => told.length).toBe(15);
    grow(5);
    await expect.poll(() => told.length).toBe(30);
    await end();
    expect([...told].sort()).toEqual(all(10).sort());
    const shares = reports.flatMap((one) => (one.kind === 'share' ? [one.partitions] : []));
    expect(shares).toContainEqual([0, 2]);
    expect(shares).toContainEqual([1]);
  });

  it('puts down how far it came where nothing more comes for a while', async () => {
    grow(4);
    // Twenty times as quick.
    const clock: Clock = {
      ...machineClock,
      elapsed: () => 20 * performance.now(),
      sleep: (ms, signal) => machineClock.sleep(ms / 20, signal),
    };
    const nobody = { ...partsOf().subscription, events: ['RoleDeletedEvent'] as const };
    const { end } = start(partsOf({ subscription: nobody, clock, log: onlyNews(log) }));
    const reached = () => board.partitions.map((one) => one.next);
    await expect.poll(reached, { timeout: 10_000 }).toEqual([4, 4, 4]);
    await end();
  });

  it('keeps the order of each partition', async () => {
    grow(20);
    const { end } = start(partsOf());
    await expect.poll(() => told.length).toBe(60);
    await end();
    for (let p = 0; p < partitions; p++) {
      const its = told.filter((place) => place.startsWith(`p${p}:`));
      expect(its).toEqual(all(20).filter((place) => place.startsWith(`p${p}:`)));
    }
  });

  it('goes on where it ended, and puts down how far it came also where nobody was told', async () => {
    grow(2);
    const broken = { raw: { value: Buffer.from('{') } };
    log.importRecords(
      testLog(
        [0, 1, 2].map((p) => ({ p, s: 9, ...broken })),
        next,
      ),
    );
    const nobody = { ...partsOf().subscription, events: ['RoleDeletedEvent'] as const };
    const first = start(partsOf({ subscription: nobody }));
    // Each partition ends with what is told of as unreadable: then all of it was gone through.
    const unreadable = () => reports.filter(({ kind }) => kind === 'unreadable').length;
    await expect.poll(unreadable).toBe(partitions);
    await first.end();
    expect([told.length, ...board.partitions.map((one) => one.next)]).toEqual([0, 3, 3, 3]);
    grow(1);
    const second = start(partsOf());
    await expect.poll(() => [...told].sort()).toEqual(['p0:3', 'p1:3', 'p2:3']);
    await second.end();
  });

  it('ends only when nothing is under way any more', async () => {
    grow(1);
    const answer = Promise.withResolvers<void>();
    const slow: Destination = {
      ...service,
      tell: async (notice, signal) => {
        await answer.promise;
        return service.tell(notice, signal);
      },
    };
    const { end } = start(partsOf({ destination: slow }));
    await expect.poll(() => board.partitions.map(({ notes }) => notes.size)).toEqual([1, 1, 1]);
    let isOver = false;
    const over = end().then(() => (isOver = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isOver).toBe(false);
    answer.resolve();
    await over;
    expect(board.partitions.map((one) => one.next)).toEqual([1, 1, 1]);
  });

  it('says of what it cannot tell anybody', async () => {
    const broken = { p: 0, s: 0, raw: { value: Buffer.from('{') } };
    log.importRecords(testLog([broken, { p: 0, s: 1, event: created('u-1') }]));
    const { end } = start(partsOf());
    await expect.poll(() => told).toEqual(['p0:1']);
    await end();
    expect(reports).toContainEqual({
      ...{ kind: 'unreadable', place: 'p0:0', text: expect.any(String) },
    });
  });

  it('says what the log has forgotten, and goes on behind it', async () => {
    grow(4);
    const forgetful: Log = {
      ...log,
      bounds: async () => (await log.bounds()).map((one) => ({ ...one, logStart: offset(2) })),
      fetch: async (from, limits) => {
        const partition = Object.keys(from)
          .map(Number)
          .find((one) => (from[one] ?? 0) < 2);
        if (partition === undefined) return log.fetch(from, limits);
        throw new LogFaultError({ code: 'offset_out_of_range', text: '', fatal: false, partition });
      },
    };
    const { end } = start(partsOf({ log: forgetful }));
    await expect.poll(() => told.length).toBe(6);
    await end();
    expect(told).not.toContain('p0:1');
    expect(reports.filter(({ kind }) => kind === 'unreadable').length).toBe(3);
  });

  it('waits while the log is out of reach, and says so; where that will not pass, it ends', async () => {
    grow(1);
    const faults = [false, true].map(
      (fatal) => new LogFaultError({ code: 'log_out_of_reach', text: 'away', fatal }),
    );
    let fault: LogFaultError | undefined = faults[0];
    const failing: Log = {
      ...log,
      fetch: async (from, limits) => {
        if (fault) throw fault;
        return log.fetch(from, limits);
      },
    };
    const { running } = start(partsOf({ log: failing }));
    await expect
      .poll(() => reports)
      .toContainEqual({ kind: 'waiting', partition: null, text: 'away' });
    fault = undefined;
    await expect.poll(() => told.length, { timeout: 5_000 }).toBe(3);
    fault = faults[1];
    await expect(running[0]).rejects.toThrow('away');
  });

  it('goes on with the other partitions where one cannot be read', async () => {
    grow(1);
    const text = 'no such codec';
    const fault = { code: 'unsupported_codec', text, fatal: true, partition: 1 } as const;
    const broken: Log = {
      ...log,
      fetch: async (from, limits) => {
        if (from[1] !== undefined) throw new LogFaultError(fault);
        return log.fetch(from, limits);
      },
    };
    const { end } = start(partsOf({ log: broken }));
    await expect.poll(() => [...told].sort()).toEqual(['p0:0', 'p2:0']);
    expect(reports).toContainEqual({ kind: 'waiting', partition: 1, text });
    await end();
  });

  it('takes a partition again that somebody took from it, as long as it is its own', async () => {
    grow(1);
    const { end } = start(partsOf());
    await expect.poll(() => told.length).toBe(3);
    await board.open('start').take(1, new AbortController().signal);
    grow(1);
    await expect.poll(() => told.length, { timeout: 5_000 }).toBe(6);
    await end();
    expect(reports).toContainEqual({ kind: 'lost', partition: 1 });
    expect([...told].sort()).toEqual(all(2).sort());
  });
});
