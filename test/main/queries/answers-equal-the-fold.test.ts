import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../../../src/main/log/sample/generate-sample.ts';
import { SeededRandom } from '../../../src/main/log/sample/seeded-random.ts';
import { getUser } from '../../../src/main/queries/get-user.ts';
import { listRoles } from '../../../src/main/queries/list-roles.ts';
import { listUsers } from '../../../src/main/queries/list-users.ts';
import { resolveCut } from '../../../src/main/queries/resolve-cut.ts';
import { roleHolders } from '../../../src/main/queries/role-holders.ts';
import { userAnswer } from '../../../src/main/queries/user-answer.ts';
import { userHistory } from '../../../src/main/queries/user-history.ts';
import { FaultError } from '../../../src/shared/contract/fault.ts';
import { compareCodePoints } from '../../../src/shared/kit/compare-code-points.ts';
import { isBelow } from '../../../src/shared/log/cut.ts';
import { formatPlace } from '../../../src/shared/log/position.ts';
import { type IngestedLog, ingestedLog } from '../../support/ingested-log.ts';
import { ReferenceFold, type ReferenceTick } from '../../support/reference-fold.ts';

const seed = 20_250_301;
const pairs = 220;
const records = generateSample({ end: Date.UTC(2026, 2, 1) });
const reference = new ReferenceFold(records);
const userIds = [...new Set(reference.ticks.map(userOf))].filter((id) => id !== null);

/** A random tick, said as a record, a time, or the token of its cut. */
function positions(random: SeededRandom): { at: string; count: number } {
  const kind = random.between(0, 2);
  let index = random.between(0, reference.ticks.length - 1);
  const tick = reference.ticks[index];
  if (!tick) throw new Error('The sample is empty.');
  if (kind === 0) return { at: formatPlace(tick.partition, tick.offset), count: index + 1 };
  const time = new Date(tick.tau).toISOString();
  while (reference.ticks[index + 1]?.tau === tick.tau) index++;
  if (kind === 1) return { at: time, count: index + 1 };
  return { at: resolveCut(log.reader, { at: time }).cut.token, count: index + 1 };
}

let log: IngestedLog;
beforeAll(async () => {
  log = await ingestedLog(records);
});
afterAll(() => log.close());

describe(`the sample, asked at ${pairs} random pairs of user and position (seed ${seed})`, () => {
  it('gives the state that a fold from scratch gives, and the same again by its token', () => {
    const random = new SeededRandom(seed);
    let known = 0;
    for (let pair = 0; pair < pairs; pair++) {
      const userId = random.pick(userIds);
      const { at, count } = positions(random);
      const cut = reference.cutOfTicks(count);
      const states = reference.stateOf(
        (tick) => userOf(tick) === userId && isBelow(cut, tick.partition, tick.offset),
      );
      const expected = states.users.get(userId);
      if (!expected) {
        expect(() => getUser(log.reader, { at, userId }), `${userId} at ${at}`).toThrow(FaultError);
        continue;
      }
      known++;
      const answer = getUser(log.reader, { at, userId });
      expect(answer.user, `${userId} at ${at}`).toEqual(userAnswer(expected));
      expect(answer.cut.partitions).toEqual(cut);
      expect(answer.heldRoles.map(({ roleId }) => roleId)).toEqual(expected.roles);
      const again = getUser(log.reader, { at: answer.cut.token, userId });
      expect(again).toEqual(answer);
    }
    expect(known).toBeGreaterThan(pairs / 2);
  });

  it('lists the users, roles and holders of a fold from scratch', () => {
    const random = new SeededRandom(seed + 1);
    for (let round = 0; round < 12; round++) {
      const { at, count } = positions(random);
      const cut = reference.cutOfTicks(count);
      const states = reference.stateOf(({ partition, offset }) => isBelow(cut, partition, offset));
      const users = [...states.users.values()].sort(
        (a, b) =>
          Number(a.username === null) - Number(b.username === null) ||
          compareCodePoints(a.username ?? '', b.username ?? '') ||
          compareCodePoints(a.userId, b.userId),
      );
      const listed = listUsers(log.reader, { at, limit: 1000 });
      expect(listed.users).toEqual(users.map(userAnswer));
      expect(listed.total).toBe(users.length);
      const roles = listRoles(log.reader, { at }).roles;
      expect(new Set(roles.map(({ roleId }) => roleId))).toEqual(
        new Set([...states.roles.keys(), ...heldRoles(states.since)]),
      );
      for (const { roleId, holders } of roles) {
        const answer = roleHolders(log.reader, { at, roleId, limit: 1_000 });
        const expected = [...(states.since.get(roleId) ?? [])];
        expect(answer.holders).toHaveLength(holders);
        expect(
          new Map(answer.holders.map(({ userId, since }) => [userId, placeOf(since)])),
        ).toEqual(new Map(expected.map(([userId, tick]) => [userId, placeOf(tick)])));
      }
    }
  });

  it('tells a history whose entries lead from nothing to the state', () => {
    const random = new SeededRandom(seed + 2);
    for (let round = 0; round < 40; round++) {
      const userId = random.pick(userIds);
      const state = getUser(log.reader, { at: 'head', userId }).user as Record<string, unknown>;
      const told: Record<string, unknown> = { roles: [], loginCount: 0 };
      for (const entry of wholeHistory(userId, random.between(1, 30)).toReversed()) {
        for (const [field, [before, after]] of Object.entries(entry.changed)) {
          expect(
            told[field] ?? null,
            `${userId} ${field} before p${entry.partition}:${entry.offset}`,
          ).toEqual(before);
          told[field] = after;
        }
      }
      const fields = [
        'username',
        'email',
        'status',
        'roles',
        'loginCount',
        'lastLoginAt',
        'createdAt',
        'deletedAt',
      ];
      for (const field of fields)
        expect(told[field] ?? null, `${userId} ${field}`).toEqual(state[field]);
    }
  });
});

function wholeHistory(userId: string, limit: number) {
  const entries = [];
  let before: string | undefined;
  do {
    const asked = {
      at: 'head',
      userId,
      limit,
      later: 0,
      quarantined: 'false',
      brief: 'false',
    } as const;
    const page = userHistory(log.reader, { ...asked, ...(before !== undefined && { before }) });
    entries.push(...page.entries);
    before = page.before ?? undefined;
    if (before === undefined) expect(entries).toHaveLength(page.total);
  } while (before !== undefined);
  return entries;
}

function userOf({ decoded }: ReferenceTick): string | null {
  if (decoded.kind !== 'event' || !('userId' in decoded.event.data)) return null;
  return decoded.event.data.userId;
}

function heldRoles(since: ReadonlyMap<string, ReadonlyMap<string, unknown>>): string[] {
  return [...since].filter(([, holders]) => holders.size > 0).map(([role]) => role);
}

function placeOf({ partition, offset }: { partition: number; offset: number }): string {
  return formatPlace(partition, offset);
}
