import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/main/notify/clock.ts';
import type { Destination, Looked, Outcome } from '../../../src/main/notify/destination.ts';
import { decodeEntry } from '../../../src/main/notify/journal-entry.ts';
import { Pace } from '../../../src/main/notify/pace.ts';
import type { Report } from '../../../src/main/notify/report.ts';
import { PartitionTeller } from '../../../src/main/notify/tell-partition.ts';
import { offset } from '../../../src/shared/log/offset.ts';
import { MemoryBoard } from '../../support/memory-work.ts';
import { testNotice } from '../../support/test-notice.ts';

const never = new AbortController().signal;
const leaseMs = 10_000;
const told: Outcome = { kind: 'told' };
const notTold: Outcome = { kind: 'not_told', text: 'away' };
const unclear: Outcome = { kind: 'unclear', text: 'no answer' };
const notices = [0, 1, 2].map((at) => testNotice({ id: `n-${at}`, partition: 0, offset: at }));
const end = offset(5);

/** What happens, in order: what was written down, what was sent, how long was waited. */
let happened: string[];
let board: MemoryBoard;
let elapsed: number;
let reports: Report[];

beforeEach(() => {
  happened = [];
  reports = [];
  elapsed = 0;
  board = new MemoryBoard([5]);
});

const clock: Clock = {
  now: () => elapsed,
  elapsed: () => elapsed,
  sleep: async (ms, signal) => {
    signal.throwIfAborted();
    happened.push(`wait ${ms}`);
    elapsed += ms;
  },
  signalAfter: () => never,
};

type Scripted = {
  readonly outcomes?: Outcome[];
  readonly looks?: Looked[];
  readonly by?: 'again' | 'hold';
};

function destinationOf({ outcomes = [], looks, by = 'again' }: Scripted): Destination {
  const look = async () => {
    happened.push('look');
    return looks?.shift() ?? 'not_told';
  };
  return {
    settling: looks ? { by: 'look', look } : { by },
    tell: async ({ id }) => {
      happened.push(`send ${id}`);
      return outcomes.shift() ?? told;
    },
  };
}

/** Takes the partition anew, and notes what is written. */
async function tellerOf(scripted: Scripted): Promise<PartitionTeller> {
  const hold = await board.open('start').take(0, never);
  const write: typeof hold.write = async (notes, next) => {
    await hold.write(notes, next);
    const said = notes.map(({ key, value }) => `${decodeEntry(value)?.state} ${key}`);
    happened.push([...said, ...(next === undefined ? [] : [`next ${next}`])].join(', '));
  };
  const report = (one: Report) => reports.push(one);
  const destination = destinationOf(scripted);
  return new PartitionTeller(
    { ...hold, write },
    { clock, pace: new Pace(clock), leaseMs, destination, report },
  );
}

async function happensTo(scripted: Scripted, some = notices.slice(0, 1)): Promise<string[]> {
  happened = [];
  await (await tellerOf(scripted)).tell(some, end, never);
  return happened;
}

/** Leaves a notice as somebody who died after writing this down of it. */
async function leave(state: string, at = 0): Promise<void> {
  const hold = await board.open('start').take(0, never);
  const entry = { state, place: 'p0:0', at, text: null };
  await hold.write([{ key: 'n-0', value: Buffer.from(JSON.stringify(entry)) }]);
}

describe('telling a partition', () => {
  it('puts down that a notice is being told, sends it, and puts down in one step what came of it and how far the work is', async () => {
    expect(await happensTo({}, notices)).toEqual([
      ...['telling n-0', 'send n-0', 'told n-0, next 1'],
      ...['telling n-1', 'send n-1', 'told n-1, next 2'],
      ...['telling n-2', 'send n-2', 'told n-2, next 3'],
    ]);
    expect(reports[0]).toEqual({ kind: 'told', notice: 'n-0', place: 'p0:0', text: null });
  });

  it('puts down how far it is where nothing was told, once', async () => {
    const teller = await tellerOf({});
    await teller.tell([], end, never);
    await teller.putDownPosition();
    await teller.putDownPosition();
    expect([teller.next, ...happened]).toEqual([5, 'next 5']);
  });

  it('does not tell again what was told, refused or left in doubt, by whomever', async () => {
    for (const state of ['told', 'refused', 'in_doubt']) {
      await leave(state);
      expect(await happensTo({})).toEqual([]);
    }
  });

  it('tells an event that stands in the log twice once', async () => {
    const again = { ...notices[0], offset: 2 } as (typeof notices)[0];
    expect(await happensTo({}, [...notices.slice(0, 1), again])).toEqual([
      ...['telling n-0', 'send n-0', 'told n-0, next 1'],
    ]);
  });

  it('tries again later what was not told, later each time up to a minute, and goes on behind it only then', async () => {
    const outcomes = Array.from({ length: 8 }, () => notTold);
    const all = await happensTo({ outcomes }, notices.slice(0, 2));
    expect(all.slice(0, 5)).toEqual([
      ...['telling n-0', 'send n-0', 'waiting n-0', 'wait 1000', 'telling n-0'],
    ]);
    const waits = all.filter((what) => what.startsWith('wait '));
    expect(waits.map((what) => Number(what.slice(5)) / 1000)).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(all.slice(-3)).toEqual(['telling n-1', 'send n-1', 'told n-1, next 2']);
    expect(reports[0]).toEqual({ kind: 'waiting', partition: 0, text: 'away' });
  });

  it('is told again when the destination said, no other notice before, and then at its pace', async () => {
    const outcomes: Outcome[] = [{ kind: 'not_told', text: 'too many', pauseMs: 7_000 }];
    expect(await happensTo({ outcomes }, notices.slice(0, 2))).toEqual([
      ...['telling n-0', 'send n-0', 'waiting n-0', 'wait 7000'],
      ...['telling n-0', 'send n-0', 'told n-0, next 1'],
      ...['wait 100', 'telling n-1', 'send n-1', 'told n-1, next 2'],
    ]);
  });

  it('goes on behind what is refused, and says so', async () => {
    const outcomes: Outcome[] = [{ kind: 'refused', text: 'too long' }];
    expect(await happensTo({ outcomes })).toContain('refused n-0, next 1');
    expect(reports).toEqual([{ kind: 'refused', notice: 'n-0', place: 'p0:0', text: 'too long' }]);
  });

  it('does not send where putting it down took as long as sending may', async () => {
    const hold = await board.open('start').take(0, never);
    let slow = leaseMs;
    const write: typeof hold.write = (notes, next) => {
      elapsed += slow;
      slow = 0;
      return hold.write(notes, next);
    };
    const destination = destinationOf({});
    const parts = { clock, pace: new Pace(clock), leaseMs, destination, report: () => {} };
    await new PartitionTeller({ ...hold, write }, parts).tell(notices.slice(0, 1), end, never);
    expect(happened).toEqual(['wait 1000', 'send n-0']);
  });

  it('ends between two notices when it is told to, and in the middle of waiting', async () => {
    const stop = new AbortController();
    const teller = await tellerOf({ outcomes: [told, notTold] });
    const send = teller.tell(notices, end, stop.signal);
    await expect.poll(() => happened).toContain('wait 1000');
    await send;
    stop.abort();
    await expect(teller.tell(notices, end, stop.signal)).rejects.toThrow(/abort/);
  });
});

describe('a notice of which it is not known whether it was told', () => {
  it('is told again where the service knows it by its key', async () => {
    expect(await happensTo({ outcomes: [unclear] })).toEqual([
      ...['telling n-0', 'send n-0', 'wait 1000', 'wait 10000'],
      ...['telling n-0', 'send n-0', 'told n-0, next 1'],
    ]);
  });

  it('is looked for, once what was sent has arrived or never will', async () => {
    expect(await happensTo({ outcomes: [unclear], looks: ['told'] })).toEqual([
      ...['telling n-0', 'send n-0', 'wait 1000', 'wait 10000', 'look', 'told n-0, next 1'],
    ]);
  });

  it('is told where looking does not find it', async () => {
    expect(await happensTo({ outcomes: [unclear], looks: ['not_told'] })).toEqual([
      ...['telling n-0', 'send n-0', 'wait 1000', 'wait 10000', 'look'],
      ...['telling n-0', 'send n-0', 'told n-0, next 1'],
    ]);
  });

  it('is looked for until the service can be asked', async () => {
    const away = { kind: 'cannot_look', text: 'away' } as const;
    const all = await happensTo({ outcomes: [unclear], looks: [away, away, 'told'] });
    expect(all.filter((what) => what === 'look' || what.startsWith('send'))).toEqual([
      ...['send n-0', 'look', 'look', 'look'],
    ]);
  });

  it('is put down as in doubt where neither can be, and said so', async () => {
    expect(await happensTo({ outcomes: [unclear], by: 'hold' })).toEqual([
      ...['telling n-0', 'send n-0', 'wait 1000', 'in_doubt n-0, next 1'],
    ]);
    expect(reports.at(-1)).toEqual({
      ...{ kind: 'in_doubt', notice: 'n-0', place: 'p0:0', text: 'no answer' },
    });
  });

  it('left by who held the partition before, is settled once nobody can be sending it and nothing of it arrives any more', async () => {
    await leave('telling');
    expect(await happensTo({ looks: ['told'] })).toEqual([
      'wait 20000',
      'look',
      'told n-0, next 1',
    ]);
    await leave('telling');
    expect(await happensTo({ by: 'hold' })).toEqual(['in_doubt n-0, next 1']);
  });

  it('is not in doubt where who held the partition before put down that it waits', async () => {
    await leave('waiting');
    expect(await happensTo({ by: 'hold' })).toEqual([
      ...['telling n-0', 'send n-0', 'told n-0, next 1'],
    ]);
  });

  it('is looked for from when it was first being told', async () => {
    await leave('telling', 4_711);
    const since: number[] = [];
    const hold = await board.open('start').take(0, never);
    const look = async (_: unknown, at: number) => {
      since.push(at);
      return 'told' as const;
    };
    const destination: Destination = { ...destinationOf({}), settling: { by: 'look', look } };
    const parts = { clock, pace: new Pace(clock), leaseMs, destination, report: () => {} };
    await new PartitionTeller(hold, parts).tell(notices.slice(0, 1), end, never);
    expect(since).toEqual([4_711]);
  });
});
