import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getRecord } from '../../../src/main/queries/get-record.ts';
import { getUser } from '../../../src/main/queries/get-user.ts';
import { listProblems } from '../../../src/main/queries/list-problems.ts';
import { listUsers } from '../../../src/main/queries/list-users.ts';
import { statusAnswer } from '../../../src/main/queries/log-status.ts';
import { roleHolders } from '../../../src/main/queries/role-holders.ts';
import { userAnswer } from '../../../src/main/queries/user-answer.ts';
import { userHistory } from '../../../src/main/queries/user-history.ts';
import { userLane } from '../../../src/main/queries/user-lane.ts';
import { bytesOf } from '../../support/cloud-event-record.ts';
import { type IngestedLog, ingestedLog } from '../../support/ingested-log.ts';
import { ReferenceFold } from '../../support/reference-fold.ts';
import {
  assigned,
  created,
  firstDay,
  loggedIn,
  roleCreated,
  testLog,
  unassigned,
} from '../../support/test-log.ts';

const history = {
  ...({ at: 'head', limit: 100, later: 0 } as const),
  ...({ quarantined: 'false', brief: 'false' } as const),
};

describe('a user whose records stand in two partitions', () => {
  const records = testLog([
    { p: 1, s: 1, event: created('torn', 'Torn') },
    { p: 0, s: 2, event: assigned('torn', 'r-1') },
    { p: 0, s: 3, event: loggedIn('torn') },
    { p: 1, s: 4, event: unassigned('torn', 'r-1') },
    { p: 1, s: 5, event: assigned('torn', 'r-2') },
    { p: 0, s: 5, event: loggedIn('torn') },
    { p: 0, s: 6, event: created('whole', 'Whole') },
    { p: 0, s: 7, event: assigned('whole', 'r-2') },
  ]);
  const reference = new ReferenceFold(records);
  let log: IngestedLog;
  beforeAll(async () => {
    log = await ingestedLog(records, 2);
  });
  afterAll(() => log.close());

  it.each([1, 2, 3, 4, 5, 6, 7])('is folded in scrub order %i seconds in', (s) => {
    const at = new Date(firstDay + s * 1000).toISOString();
    const states = reference.stateOf(({ tau }) => tau <= firstDay + s * 1000);
    const answer = getUser(log.reader, { at, userId: 'torn' });
    expect(answer.user).toEqual(userAnswer(states.users.get('torn') as never));
    expect(answer.exactness).toMatchObject([{ code: 'split', partitions: [0, 1] }]);
    const listed = listUsers(log.reader, { at, limit: 10 });
    expect(listed.users).toEqual([...states.users.values()].map(userAnswer));
    expect(listed.exactness).toMatchObject([{ code: 'split', count: 1 }]);
  });

  it('holds its roles like anybody else', () => {
    const { holders } = roleHolders(log.reader, { at: 'head', roleId: 'r-2', limit: 9 });
    expect(holders.map(({ userId, since }) => [userId, since.partition])).toEqual([
      ['torn', 1],
      ['whole', 0],
    ]);
    expect(roleHolders(log.reader, { at: 'p0:1', roleId: 'r-1', limit: 9 }).holders).toHaveLength(
      1,
    );
    expect(userLane(log.reader, { userId: 'torn' }).bars).toMatchObject([
      { roleId: 'r-1', fromTau: firstDay + 2000, toTau: firstDay + 4000 },
      { roleId: 'r-2', fromTau: firstDay + 5000, toTau: null },
    ]);
  });

  it('has one history, told without the misfits of its halves', () => {
    const { entries } = userHistory(log.reader, { ...history, userId: 'torn' });
    expect(entries.map(({ tau }) => (tau - firstDay) / 1000)).toEqual([5, 5, 4, 3, 2, 1]);
    expect(entries.map(({ outcome }) => outcome)).toEqual(Array(6).fill('folded'));
    expect(entries[2]?.changed).toEqual({ roles: [['r-1'], []] });
  });
});

describe('a log with records that are no events', () => {
  const hostile = '{"userId":"u-1"';
  const records = testLog([
    { s: 1, event: created('u-1') },
    { s: 2, raw: { key: bytesOf('u-1'), value: bytesOf(hostile) } },
    { s: 3, raw: { key: null, value: bytesOf(hostile) } },
    { s: 4, raw: { key: bytesOf('u-2'), value: bytesOf(hostile) } },
    { s: 5, raw: { key: bytesOf('u-1'), value: null } },
    { s: 6, event: loggedIn('u-1'), headers: { reason: 'ünïcode', ce_actor: 'x' } },
    { s: 7, id: '0-0', event: loggedIn('u-1') },
    { s: 8, gap: 4, event: loggedIn('u-1'), headers: { ce_time: '2025-01-01T00:00:00.000Z' } },
    { s: 9, event: created('__proto__', '<script>alert(1)</script>') },
    { s: 10, event: roleCreated('constructor') },
    { p: 1, s: 11, event: created('u-3') },
  ]);
  let log: IngestedLog;
  beforeAll(async () => {
    log = await ingestedLog(records, 2);
  });
  afterAll(() => log.close());

  it('counts every offset once', () => {
    const { counts, partitions } = statusAnswer(log.reader, log.live());
    const { anomaly, ...classes } = counts;
    const read = Object.values(partitions).reduce((sum, { start, next }) => sum + next - start, 0);
    expect(Object.values(classes).reduce((a, b) => a + b, 0)).toBe(read);
    expect(counts).toMatchObject({ quarantined: 3, tombstone: 1, duplicate: 1, gap: 4, event: 6 });
    expect(anomaly).toBe(0);
  });

  it('says of a user what may be missing: its own quarantined records, and those without a key', () => {
    const of = (userId: string) => getUser(log.reader, { at: 'head', userId }).exactness;
    expect(of('u-1')).toMatchObject([
      { code: 'gapped', count: 4, partitions: [0] },
      { code: 'skipped', count: 2, partitions: [0] },
    ]);
    expect(of('__proto__')).toMatchObject([{ code: 'gapped' }, { code: 'skipped', count: 1 }]);
    expect(of('u-3')).toEqual([]);
    expect(getUser(log.reader, { at: 'p0:0', userId: 'u-1' }).exactness).toEqual([]);
    const all = listUsers(log.reader, { at: 'head', limit: 9 }).exactness;
    expect(all).toMatchObject([{ code: 'gapped' }, { code: 'skipped', count: 3 }]);
  });

  it('shows quarantined records in a history where it is asked to, on every page size', () => {
    const asked = { ...history, userId: 'u-1', quarantined: 'true' } as const;
    const whole = userHistory(log.reader, asked);
    expect(whole.entries.map(({ outcome }) => outcome)).toEqual([
      ...['folded', 'duplicate', 'folded', 'quarantined', 'folded'],
    ]);
    expect(whole.total).toBe(5);
    expect(whole.entries[3]).toMatchObject({ type: null, offset: 1 });
    expect(whole.entries[3]?.fault).toMatch(/\w/);
    for (const limit of [1, 2, 3, 4]) {
      const paged = [];
      for (let before: string | null | undefined; before !== null; ) {
        const page = userHistory(log.reader, { ...asked, limit, ...(before && { before }) });
        paged.push(...page.entries);
        before = page.before;
      }
      expect(paged).toEqual(whole.entries);
    }
  });

  it('shows a record as it came', () => {
    expect(getRecord(log.reader, { partition: 0, offset: 1 })).toMatchObject({
      class: 'quarantined',
      key: { text: 'u-1', length: 3 },
      value: { text: hostile, base64: Buffer.from(hostile).toString('base64') },
      entry: null,
    });
    const signIn = getRecord(log.reader, { partition: 0, offset: 5 });
    expect(signIn.entry).toMatchObject({
      type: 'UserLoggedInEvent',
      changed: { loginCount: [0, 1] },
    });
    expect(signIn.headers.map(({ name }) => name)).toContain('reason');
    expect(getRecord(log.reader, { partition: 0, offset: 11 }).flags).toEqual(['time_differs']);
    expect(() => getRecord(log.reader, { partition: 0, offset: 8 })).toThrow(/no record at p0:8/);
    expect(() => getRecord(log.reader, { partition: 0, offset: 14 })).toThrow(/not read yet/);
  });

  it('tells its problems by kind', () => {
    const kinds = (kind?: string) =>
      listProblems(log.reader, { at: 'head', limit: 100, ...(kind && { kind }) });
    expect(kinds().total).toBe(5);
    expect(kinds('quarantined').problems.map(({ offset }) => offset)).toEqual([3, 2, 1]);
    expect(kinds('gap').problems).toMatchObject([{ offset: 7, next: 11, code: 'gap' }]);
    expect(kinds('duplicate').problems).toMatchObject([{ code: 'conflicting_duplicate' }]);
    expect(() => kinds('nonsense')).toThrow(/no kind of problem/);
  });

  it('takes ids for what they are, not for members of an object', () => {
    const { user } = getUser(log.reader, { at: 'head', userId: '__proto__' });
    expect(user.username).toBe('<script>alert(1)</script>');
    expect(() => getUser(log.reader, { at: 'head', userId: 'toString' })).toThrow(
      /names this user/,
    );
  });
});
