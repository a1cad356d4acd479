import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../../../src/main/log/sample/generate-sample.ts';
import { SeededRandom } from '../../../src/main/log/sample/seeded-random.ts';
import { density } from '../../../src/main/queries/density.ts';
import { getUser } from '../../../src/main/queries/get-user.ts';
import { listUsers } from '../../../src/main/queries/list-users.ts';
import { roleHolders } from '../../../src/main/queries/role-holders.ts';
import { searchEvents } from '../../../src/main/queries/search-events.ts';
import { summary } from '../../../src/main/queries/summary.ts';
import { userAnswer } from '../../../src/main/queries/user-answer.ts';
import { userHistory } from '../../../src/main/queries/user-history.ts';
import { userLane } from '../../../src/main/queries/user-lane.ts';
import { readAhead } from '../../../src/main/store/read/read-ahead.ts';
import { eventTypes } from '../../../src/shared/domain/events.ts';
import { compareCodePoints } from '../../../src/shared/kit/compare-code-points.ts';
import { formatPlace } from '../../../src/shared/log/position.ts';
import { type IngestedLog, ingestedLog } from '../../support/ingested-log.ts';
import {
  ReferenceFold,
  type ReferenceState,
  type ReferenceTick,
} from '../../support/reference-fold.ts';

const seed = 20_250_302;
const positions = 40;
const questionsAtEach = 50;
const records = generateSample({ end: Date.UTC(2026, 2, 1) });
const reference = new ReferenceFold(records);
const events = reference.ticks.filter(({ decoded }) => decoded.kind === 'event');
const userIds = [...new Set(events.map(userOf))].filter((id) => id !== null);
const roleIds = [...new Set(events.map(roleOf))].filter((id) => id !== null);

/** A moment: how it is asked for, and what a plain fold has there. */
type Moment = {
  readonly at: string;
  readonly states: ReferenceState;
  /** Events and duplicates below it, in scrub order. */
  readonly below: readonly ReferenceTick[];
};
type Question = (moment: Moment, random: SeededRandom) => void;

let log: IngestedLog;
beforeAll(async () => {
  log = await ingestedLog(records);
  await readAhead(log.reader).whole;
});
afterAll(() => log.close());

type Named = { readonly username: string | null; readonly userId: string };

function byName(a: Named, b: Named): number {
  return (
    Number(a.username === null) - Number(b.username === null) ||
    compareCodePoints(a.username ?? '', b.username ?? '') ||
    compareCodePoints(a.userId, b.userId)
  );
}

function isThere<Found>(found: Found | undefined): found is Found {
  return found !== undefined;
}

const questions: Readonly<Record<string, Question>> = {
  user: ({ at, states }, random) => {
    const userId = random.pick(userIds);
    const expected = states.users.get(userId);
    if (!expected) return expect(() => getUser(log.reader, { at, userId })).toThrow();
    expect(getUser(log.reader, { at, userId }).user).toEqual(userAnswer(expected));
  },
  users: ({ at, states }, random) => {
    const search = random.pick(['', 'a', 'an', 'corp', 'u-1', '@', 'zz']);
    const status = random.pick(['active', 'deleted', 'active,unknown']);
    const wanted = [...states.users.values()]
      .filter((user) => status.split(',').includes(user.status))
      .filter(({ userId, username, email, displayName }) =>
        [userId, username, email, displayName].some((text) => text?.toLowerCase().includes(search)),
      )
      .sort(byName);
    const listed = listUsers(log.reader, { at, limit: 20, search, status });
    expect(listed.total).toBe(wanted.length);
    expect(listed.users).toEqual(wanted.slice(0, 20).map(userAnswer));
  },
  holders: ({ at, states }, random) => {
    const roleId = random.pick(roleIds);
    const expected = new Map(states.since.get(roleId));
    if (expected.size === 0 && !states.roles.has(roleId)) return;
    const all: ReturnType<typeof roleHolders>['holders'] = [];
    for (let after: string | undefined; all.length === 0 || after !== undefined; ) {
      const page = roleHolders(log.reader, { at, roleId, after, limit: random.between(1, 20) });
      expect(page.total).toBe(expected.size);
      all.push(...page.holders);
      if (page.after === null) break;
      after = page.after;
    }
    const wanted = [...expected.keys()].map((userId) => states.users.get(userId)).filter(isThere);
    const idsOf = (users: readonly Named[]) => users.map(({ userId }) => userId);
    expect(idsOf(all)).toEqual(idsOf(wanted.sort(byName)));
    expect(new Map(all.map(({ userId, since }) => [userId, since.offset]))).toEqual(
      new Map([...expected].map(([userId, tick]) => [userId, tick.offset])),
    );
  },
  events: ({ at, below }, random) => {
    const type = random.between(0, 1) === 0 ? undefined : random.pick(eventTypes);
    const userId = random.between(0, 2) === 0 ? random.pick(userIds) : undefined;
    const roleId = random.between(0, 2) === 0 ? random.pick(roleIds) : undefined;
    const order = random.pick(['asc', 'desc'] as const);
    const wanted = below.filter((tick) => fitsAll(tick, { type, userId, roleId }));
    const brief = random.pick(['true', 'false'] as const);
    const asked = { at, order, brief, limit: 10, type, userId, roleId };
    const found = searchEvents(log.reader, asked);
    const inOrder = order === 'asc' ? wanted : wanted.toReversed();
    expect(found.total).toBe(wanted.length);
    expect(found.events.map(placeOf)).toEqual(inOrder.slice(0, 10).map(placeOf));
  },
  density: ({ at, below }, random) => {
    const roleId = random.between(0, 1) === 0 ? random.pick(roleIds) : undefined;
    const wanted = new Map<string, number>();
    for (const tick of below) {
      if (tick.isDuplicate || !fitsAll(tick, { roleId })) continue;
      wanted.set(typeOf(tick), (wanted.get(typeOf(tick)) ?? 0) + 1);
    }
    const { buckets } = density(log.reader, { at, buckets: random.between(1, 300), roleId });
    const counted = new Map<string, number>();
    for (const { counts } of buckets) {
      for (const [type, n] of Object.entries(counts)) {
        counted.set(type, (counted.get(type) ?? 0) + n);
      }
    }
    expect(counted).toEqual(wanted);
  },
  summary: ({ at, states, below }) => {
    const { users, events: count } = summary(log.reader, { at });
    expect(users).toBe(states.users.size);
    expect(count).toBe(below.filter(({ isDuplicate }) => !isDuplicate).length);
  },
  history: ({ at, below }, random) => {
    const userId = random.pick(userIds);
    const wanted = below.filter((tick) => userOf(tick) === userId).toReversed();
    const asked = { at, userId, limit: 5, later: 0, quarantined: 'false', brief: 'true' } as const;
    if (wanted.length === 0) return expect(() => userHistory(log.reader, asked)).toThrow();
    const { entries, total } = userHistory(log.reader, asked);
    expect(total).toBe(wanted.length);
    expect(entries.map(placeOf)).toEqual(wanted.slice(0, 5).map(placeOf));
  },
  lane: (_moment, random) => {
    const userId = random.pick(userIds);
    const wanted = events.filter((tick) => userOf(tick) === userId);
    expect(userLane(log.reader, { userId }).dots.map(placeOf)).toEqual(wanted.map(placeOf));
  },
};

describe(`${positions * questionsAtEach} random questions of the sample (seed ${seed})`, () => {
  const random = new SeededRandom(seed);
  const names = Object.keys(questions);
  it.each(Array.from({ length: positions }, (_, round) => round))(
    'are answered as a fold in memory answers them (position %i)',
    () => {
      const index = random.between(0, reference.ticks.length - 1);
      const tick = reference.ticks[index] as ReferenceTick;
      const place = formatPlace(tick.partition, tick.offset);
      const states = reference.stateOf((each) => isUpTo(each, tick));
      const below = events.filter((each) => isUpTo(each, tick));
      const moment = { at: place, states, below };
      for (let question = 0; question < questionsAtEach; question++) {
        questions[names[question % names.length] as string]?.(moment, random);
      }
    },
    60_000,
  );
});

function isUpTo(tick: ReferenceTick, last: ReferenceTick): boolean {
  const order = tick.tau - last.tau || tick.partition - last.partition || tick.offset - last.offset;
  return order <= 0;
}

type Filter = {
  readonly type?: string | undefined;
  readonly userId?: string | undefined;
  readonly roleId?: string | undefined;
};

function fitsAll(tick: ReferenceTick, { type, userId, roleId }: Filter): boolean {
  return (
    (type === undefined || typeOf(tick) === type) &&
    (userId === undefined || userOf(tick) === userId) &&
    (roleId === undefined || roleOf(tick) === roleId)
  );
}

function typeOf({ decoded }: ReferenceTick): string {
  return decoded.kind === 'event' ? decoded.event.type : '';
}

function userOf({ decoded }: ReferenceTick): string | null {
  if (decoded.kind !== 'event' || !('userId' in decoded.event.data)) return null;
  return decoded.event.data.userId;
}

function roleOf({ decoded }: ReferenceTick): string | null {
  if (decoded.kind !== 'event' || !('roleId' in decoded.event.data)) return null;
  return decoded.event.data.roleId;
}

function placeOf({ partition, offset }: { partition: unknown; offset: unknown }): string {
  return formatPlace(Number(partition), Number(offset));
}
