import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listProblems } from '../../../src/main/queries/list-problems.ts';
import { listUsers } from '../../../src/main/queries/list-users.ts';
import { searchEvents } from '../../../src/main/queries/search-events.ts';
import { compareCodePoints } from '../../../src/shared/kit/compare-code-points.ts';
import type { Cut } from '../../../src/shared/log/cut.ts';
import { decodeCutToken, encodeCutToken } from '../../../src/shared/log/cut-token.ts';
import { type IngestedLog, ingestedLog } from '../../support/ingested-log.ts';
import {
  assigned,
  created,
  loggedIn,
  type TestLine,
  testLog,
  unassigned,
} from '../../support/test-log.ts';

const hostile = [
  'a\u{1F600}', // an astral sign sorts after every sign of the plane below it
  'a\uFFFD',
  'aa',
  'ａ', // a full-width homoglyph
  'a\u0000b',
  '\u202Eevil',
  "Robert'); DROP TABLE user_revision;--",
  '%_',
  '',
  'Ünal',
];
const lines: TestLine[] = [
  ...hostile.map((name, at): TestLine => ({ p: at % 3, s: at, event: created(`u-${at}`, name) })),
  { p: 0, s: 100, event: created('twin-b', 'aa') },
  { p: 0, s: 101, event: created('twin-a', 'aa') },
  { p: 1, s: 102, event: loggedIn('nameless') },
  { p: 1, s: 103, event: assigned('nameless', 'r-1') },
  { p: 1, s: 104, event: unassigned('ghost', 'r-2') },
  ...Array.from(
    { length: 30 },
    (_, at): TestLine => ({ p: at % 3, s: 110 + at, event: loggedIn(`u-${at % 3}`) }),
  ),
];
let log: IngestedLog;
beforeAll(async () => {
  log = await ingestedLog(testLog(lines), 3);
});
afterAll(() => log.close());

describe('a list of users', () => {
  it('visits every user once at the cut of its first page, while head moves on', async () => {
    const next = {};
    const moving = await ingestedLog(testLog(lines, next), 3);
    try {
      const first = listUsers(moving.reader, { at: 'head', limit: 4 });
      const more: TestLine[] = [
        { p: 2, s: 900, event: created('late', 'aaa') },
        { p: 2, s: 901, event: loggedIn('u-2') },
      ];
      await moving.add(testLog(more, next));
      const seen = first.users.map(({ userId }) => userId);
      for (let after = first.after; after !== null; ) {
        const page = listUsers(moving.reader, { at: 'head', limit: 4, after });
        expect(page.cut).toEqual(first.cut);
        expect(page.total).toBe(first.total);
        seen.push(...page.users.map(({ userId }) => userId));
        after = page.after;
      }
      expect(seen).toHaveLength(first.total);
      expect(new Set(seen).size).toBe(first.total);
      expect(seen).not.toContain('late');
      expect(listUsers(moving.reader, { at: 'head', limit: 100 }).total).toBe(first.total + 1);
    } finally {
      await moving.close();
    }
  });

  it('goes by code point, null last, then by id', () => {
    const { users } = listUsers(log.reader, { at: 'head', limit: 100 });
    const names = users.map(({ username }) => username);
    expect(names.at(-1)).toBeNull();
    const named = names.filter((name) => name !== null);
    expect(named).toEqual([...named].sort(compareCodePoints));
    expect(named.indexOf('a\u{1F600}')).toBeGreaterThan(named.indexOf('a\uFFFD'));
    const twins = users.filter(({ username }) => username === 'aa').map(({ userId }) => userId);
    expect(twins).toEqual(['twin-a', 'twin-b', 'u-2']);
  });

  it('finds parts of names whatever their case, and takes nothing for a pattern', () => {
    const found = (search: string) =>
      listUsers(log.reader, { at: 'head', limit: 100, search }).users.map(({ userId }) => userId);
    expect(found('ÜNAL')).toEqual(['u-9']);
    expect(found('%_')).toEqual(['u-7']);
    expect(found('TWIN-')).toEqual(['twin-a', 'twin-b']);
    expect(found("'); drop")).toEqual(['u-6']);
  });

  it('counts by status what its filters leave', () => {
    const all = listUsers(log.reader, { at: 'head', limit: 1 });
    expect(all.byStatus).toEqual({ active: 12, deleted: 0, unknown: 2 });
    const unknown = listUsers(log.reader, { at: 'head', limit: 9, status: 'unknown,deleted' });
    expect(unknown.users.map(({ userId }) => userId)).toEqual(['ghost', 'nameless']);
    const holders = listUsers(log.reader, { at: 'head', limit: 9, role: 'r-1' });
    expect(holders.total).toBe(1);
    expect(listUsers(log.reader, { at: 'head', limit: 9, role: 'no such role' }).total).toBe(0);
  });

  it('refuses a cursor that it did not make', () => {
    expect(() => listUsers(log.reader, { at: 'head', limit: 4, after: 'W10' })).toThrow(/cursor/);
    expect(() => listUsers(log.reader, { at: 'head', limit: 4, after: '!' })).toThrow(/cursor/);
  });
});

describe('a list of events', () => {
  it.each([
    ['all', {}, 45],
    ['of types', { type: 'UserLoggedInEvent,RoleAssignedToUserEvent' }, 32],
    ['of a user', { userId: 'u-1' }, 11],
    ['of a role', { roleId: 'r-1' }, 1],
    ['of a user and type', { userId: 'u-1', type: 'UserLoggedInEvent' }, 10],
    ['of nobody', { userId: 'nobody' }, 0],
  ])('%s is the same up and down, page by page', (_name, filter, total) => {
    const up = allEvents({ ...filter, order: 'asc' });
    expect(up).toHaveLength(total);
    expect(allEvents({ ...filter, order: 'desc' })).toEqual(up.toReversed());
    expect(new Set(up).size).toBe(total);
  });

  it('answers the same at a cut that is no prefix of scrub order', () => {
    const head = decodeCutToken(listUsers(log.reader, { at: 'head', limit: 1 }).cut.token);
    if (!head.ok) throw new Error('The token of head does not decode.');
    const { identity } = head.value;
    const ragged = encodeCutToken({ identity, cut: { 0: 16, 1: 2, 2: 13 } as unknown as Cut });
    const found = allEvents({ order: 'asc' }, ragged);
    expect(found).toHaveLength(31);
    expect(allEvents({ order: 'desc' }, ragged)).toEqual(found.toReversed());
  });
});

describe('a list of problems', () => {
  it('brings each once, newest first, with every anomaly of one event', () => {
    const whole = listProblems(log.reader, { at: 'head', limit: 100 });
    expect(whole.problems.map(({ code }) => code)).toEqual([
      'never_created',
      'not_held',
      'never_created',
    ]);
    const single = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = listProblems(log.reader, { at: 'head', limit: 1, ...(after && { after }) });
      single.push(...page.problems);
      after = page.after;
    }
    expect(single).toEqual(whole.problems);
    expect(whole.total).toBe(3);
  });
});

type Filter = { type?: string; userId?: string; roleId?: string; order: 'asc' | 'desc' };

/** The places of all events found, page by page. */
function allEvents(filter: Filter, at = 'head'): string[] {
  const found: string[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = searchEvents(log.reader, {
      at,
      limit: 7,
      brief: 'true',
      ...filter,
      ...(after && { after }),
    });
    found.push(...page.events.map(({ partition, offset }) => `p${partition}:${offset}`));
    after = page.after;
    if (after === null) expect(page.total).toBe(found.length);
  }
  return found;
}
