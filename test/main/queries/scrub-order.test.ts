import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../../../src/main/log/sample/generate-sample.ts';
import { SeededRandom } from '../../../src/main/log/sample/seeded-random.ts';
import { density } from '../../../src/main/queries/density.ts';
import { getUser } from '../../../src/main/queries/get-user.ts';
import { resolveCut } from '../../../src/main/queries/resolve-cut.ts';
import { searchEvents } from '../../../src/main/queries/search-events.ts';
import { step } from '../../../src/main/queries/step.ts';
import { summary } from '../../../src/main/queries/summary.ts';
import { userHistory } from '../../../src/main/queries/user-history.ts';
import { eventTypes } from '../../../src/shared/domain/events.ts';
import { formatPlace } from '../../../src/shared/log/position.ts';
import { compareTicks } from '../../../src/shared/log/tick.ts';
import { type IngestedLog, ingestedLog } from '../../support/ingested-log.ts';
import { ReferenceFold, type ReferenceTick } from '../../support/reference-fold.ts';

const seed = 77;
const records = generateSample({ end: Date.UTC(2026, 2, 1) });
const { ticks } = new ReferenceFold(records);
const isEvent = ({ decoded }: ReferenceTick) => decoded.kind === 'event';
const isFolded = (tick: ReferenceTick) => isEvent(tick) && !tick.isDuplicate;
const nameOf = ({ partition, offset }: { partition: number; offset: number }) =>
  formatPlace(partition, offset);
const iso = (ms: number) => new Date(ms).toISOString();

let log: IngestedLog;
beforeAll(async () => {
  log = await ingestedLog(records);
});
afterAll(() => log.close());

describe(`events between two positions of the sample (seed ${seed})`, () => {
  it('are those from the first, inclusive, to the second, exclusive', () => {
    const random = new SeededRandom(seed);
    for (let round = 0; round < 25; round++) {
      const [a, b] = [random.between(0, ticks.length - 1), random.between(0, ticks.length - 1)];
      const low = ticks[Math.min(a, b)] as ReferenceTick;
      const high = ticks[Math.max(a, b)] as ReferenceTick;
      const byRecord = ticks.slice(ticks.indexOf(low), ticks.indexOf(high)).filter(isEvent);
      const byTime = ticks.filter(
        (tick) => isEvent(tick) && tick.tau >= low.tau && tick.tau < high.tau,
      );
      const found = { limit: 3, order: 'asc', at: 'head', brief: 'false' } as const;
      const records = searchEvents(log.reader, { ...found, from: nameOf(low), to: nameOf(high) });
      const times = searchEvents(log.reader, { ...found, from: iso(low.tau), to: iso(high.tau) });
      expect(records.total).toBe(byRecord.length);
      expect(records.events.map(nameOf)).toEqual(byRecord.slice(0, 3).map(nameOf));
      expect(times.total).toBe(byTime.length);
      expect(times.events.map(nameOf)).toEqual(byTime.slice(0, 3).map(nameOf));
    }
  });
});

describe('density', () => {
  it('counts in every width what a count by hand gives, and covers the whole in order', () => {
    const random = new SeededRandom(seed + 1);
    for (const buckets of [1, 7, 60, 200, 2000]) {
      const tick = random.pick(ticks);
      const bounds = random.chance(0.5) ? { from: nameOf(tick) } : { to: iso(tick.tau) };
      for (const asked of [bounds, {}]) {
        const answer = density(log.reader, { at: 'head', buckets, ...asked });
        expect(answer.buckets.length).toBeLessThanOrEqual(buckets);
        const expected = new Map<string, number>();
        for (const one of ticks.filter((each) => isFolded(each) && isWithin(each, asked, tick))) {
          const start = iso(Math.floor(one.tau / answer.bucketMs) * answer.bucketMs);
          expected.set(start, (expected.get(start) ?? 0) + 1);
        }
        const counted = answer.buckets.map(({ at, counts }) => [at, sum(counts)] as const);
        expect(new Map(counted.filter(([, n]) => n > 0))).toEqual(expected);
        const starts = counted.map(([at]) => Date.parse(at));
        expect(starts).toEqual(starts.map((_, at) => (starts[0] as number) + at * answer.bucketMs));
      }
    }
  });

  it('ends at the cut it is asked at, and agrees with the summary there', () => {
    const random = new SeededRandom(seed + 2);
    for (let round = 0; round < 10; round++) {
      const at = nameOf(random.pick(ticks));
      const whole = density(log.reader, { at, buckets: 100 });
      const { events, problems } = summary(log.reader, { at });
      expect(whole.buckets.reduce((n, { counts }) => n + sum(counts), 0)).toBe(events);
      expect(whole.buckets.reduce((n, bucket) => n + bucket.problems, 0)).toBe(problems);
      expect(resolveCut(log.reader, { at }).laterEvents).toBe(
        ticks.filter(isFolded).length - events,
      );
    }
  });
});

describe('a step', () => {
  it('on and back again leads to the same state, and moves by what it says', () => {
    const random = new SeededRandom(seed + 3);
    for (let round = 0; round < 20; round++) {
      const from = step(log.reader, { at: nameOf(random.pick(ticks)), by: 1 });
      const by = random.between(1, 3000);
      const on = step(log.reader, { at: from.cut.token, by });
      const back = step(log.reader, { at: on.cut.token, by: -on.moved });
      expect(back.moved).toBe(-on.moved);
      expect(back.cut).toEqual(from.cut);
    }
  });

  it('skips records that changed nothing', () => {
    const odd = ticks.findIndex(({ decoded }) => decoded.kind === 'quarantined');
    const before = step(log.reader, { at: nameOf(ticks[odd - 1] as ReferenceTick), by: 1 });
    const next = ticks.slice(odd + 1).find(isFolded) as ReferenceTick;
    expect(before.cut).toEqual(resolveCut(log.reader, { at: nameOf(next) }).cut);
  });

  it('stops at both ends', () => {
    const last = step(log.reader, { at: 'head', by: 5 });
    expect(last).toMatchObject({ moved: 0, cut: resolveCut(log.reader, { at: 'head' }).cut });
    const changes = step(log.reader, { at: 'head', by: -100_000 });
    expect(changes.time).toBeNull();
    expect(step(log.reader, { at: changes.cut.token, by: 100_000 }).moved).toBe(-changes.moved);
    expect(step(log.reader, { at: changes.cut.token, by: -1 }).moved).toBe(0);
  });

  it('of one user changes that user each time', () => {
    const random = new SeededRandom(seed + 4);
    const { decoded } = random.pick(ticks.filter(isFolded));
    if (decoded.kind !== 'event' || !('userId' in decoded.event.data)) return;
    const { userId } = decoded.event.data;
    let version = getUser(log.reader, { at: 'head', userId }).user.version;
    let at = 'head';
    for (let steps = 0; steps < 12 && version > 1; steps++) {
      const back = step(log.reader, { at, by: -1, userId });
      at = back.cut.token;
      expect(getUser(log.reader, { at, userId }).user.version).toBe(--version);
    }
  });
});

describe('a history in the past', () => {
  it('shows what is still to come, folded on from the state at the cut', () => {
    const { userId } = (log && firstUser()) as { userId: string };
    const asked = {
      ...({ at: 'head', userId, limit: 1000, later: 0 } as const),
      ...({ quarantined: 'false', brief: 'false' } as const),
    };
    const whole = userHistory(log.reader, asked);
    const middle = whole.entries[Math.floor(whole.entries.length / 2)];
    const past = userHistory(log.reader, { ...asked, at: nameOf(middle as never), later: 3 });
    const at = whole.entries.indexOf(middle as never);
    expect(past.entries).toEqual(whole.entries.slice(at));
    expect(past.later).toEqual(whole.entries.slice(at - 3, at));
    expect(past.total + past.laterTotal).toBe(whole.total);
  });
});

function firstUser(): { userId: string } {
  const event = ticks.find(
    ({ decoded }) => decoded.kind === 'event' && 'userId' in decoded.event.data,
  );
  if (event?.decoded.kind !== 'event') throw new Error('The sample has no user.');
  return event.decoded.event.data as { userId: string };
}

function isWithin(
  tick: ReferenceTick,
  asked: { from?: string; to?: string },
  bound: ReferenceTick,
) {
  if (asked.from !== undefined) return compareTicks(tick, bound) >= 0;
  return asked.to === undefined || tick.tau < bound.tau;
}

function sum(counts: Partial<Record<(typeof eventTypes)[number], number>>): number {
  return eventTypes.reduce((total, type) => total + (counts[type] ?? 0), 0);
}
