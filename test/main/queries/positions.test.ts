import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveCut } from '../../../src/main/queries/resolve-cut.ts';
import { resolvePosition } from '../../../src/main/queries/resolve-position.ts';
import { FaultError } from '../../../src/shared/contract/fault.ts';
import type { Cut } from '../../../src/shared/log/cut.ts';
import { encodeCutToken } from '../../../src/shared/log/cut-token.ts';
import { type IngestedLog, ingestedLog } from '../../support/ingested-log.ts';
import { created, firstDay, loggedIn, testLog } from '../../support/test-log.ts';

// p0: offsets 0, 1, then a hole of three, 5; p1: 0, 1; p2: nothing.
const records = testLog([
  { p: 0, s: 10, event: created('u-1') },
  { p: 1, s: 20, event: created('u-2') },
  { p: 0, s: 30, event: loggedIn('u-1') },
  { p: 1, s: 30, event: loggedIn('u-2') },
  { p: 0, s: 40, gap: 3, event: loggedIn('u-1') },
]);
const second = (s: number) => new Date(firstDay + s * 1000).toISOString();

let log: IngestedLog;
beforeAll(async () => {
  log = await ingestedLog(records, 3);
});
afterAll(() => log.close());

const cutAt = (at: string) => resolveCut(log.reader, { at }).cut.partitions;
const token = (
  partitions: Record<number, number>,
  identity = log.reader.withSnapshot(identityOf),
) => encodeCutToken({ identity, cut: partitions as Cut });
const identityOf = (snapshot: Parameters<typeof resolvePosition>[0]) =>
  snapshot.value<string>("SELECT value FROM meta WHERE key = 'identity'") ?? '';

function refusal(at: string) {
  try {
    resolveCut(log.reader, { at });
  } catch (thrown) {
    if (thrown instanceof FaultError) return thrown.fault;
    throw thrown;
  }
  throw new Error(`${at} was not refused.`);
}

describe('a position', () => {
  it.each([
    ['head', { 0: 6, 1: 2, 2: 0 }],
    [second(9), { 0: 0, 1: 0, 2: 0 }],
    [second(10), { 0: 1, 1: 0, 2: 0 }],
    [second(30), { 0: 2, 1: 2, 2: 0 }],
    [second(99), { 0: 6, 1: 2, 2: 0 }],
    ['p0:0', { 0: 1, 1: 0, 2: 0 }],
    ['p0:1', { 0: 2, 1: 1, 2: 0 }],
    ['p1:1', { 0: 2, 1: 2, 2: 0 }],
    ['p0:3', { 0: 2, 1: 1, 2: 0 }],
    ['p0:5', { 0: 6, 1: 2, 2: 0 }],
  ])('%s resolves to the canonical cut %o', (at, partitions) => {
    expect(cutAt(at)).toEqual(partitions);
  });

  it('says where it stands in scrub order, and how much comes after', () => {
    expect(resolveCut(log.reader, { at: 'p0:1' })).toMatchObject({
      time: second(30),
      last: { partition: 0, offset: 1 },
      isHead: false,
      laterEvents: 2,
    });
    expect(resolveCut(log.reader, { at: second(0) })).toMatchObject({ time: null, last: null });
    expect(resolveCut(log.reader, { at: second(99) })).toMatchObject({
      isHead: true,
      laterEvents: 0,
    });
  });

  it.each([
    ['p0:6', 'not_read_yet', { partition: 0, next: 6, end: 6 }],
    ['p2:0', 'not_read_yet', { partition: 2, next: 0, end: 0 }],
    ['p7:0', 'unknown_partition', { partition: 7, partitions: [0, 1, 2] }],
    ['2025-01-01T00:00:00', 'no_zone', {}],
    ['yesterday', 'bad_position', {}],
    ['cut1_AAAA', 'bad_token', {}],
  ])('%s is refused as %s', (at, code, data) => {
    expect(refusal(at)).toMatchObject({ code, data });
  });
});

describe('a cut token', () => {
  it('answers at exactly its cut', () => {
    const cut = { 0: 1, 1: 2, 2: 0 };
    expect(cutAt(token(cut))).toEqual(cut);
  });

  it('comes back in canonical form', () => {
    expect(cutAt(token({ 0: 4, 1: 2, 2: 0 }))).toEqual({ 0: 2, 1: 2, 2: 0 });
    expect(cutAt(token({ 0: 2 }))).toEqual({ 0: 2, 1: 0, 2: 0 });
  });

  it('is refused where it does not resolve, naming the partition', () => {
    expect(refusal(token({ 0: 7, 1: 2, 2: 0 }))).toMatchObject({
      code: 'not_read_yet',
      data: { partition: 0, asked: 7, next: 6 },
    });
    expect(refusal(token({ 0: 1, 9: 0 }))).toMatchObject({
      code: 'unknown_partition',
      data: { partition: 9 },
    });
    expect(refusal(token({ 0: 1 }, 'local:other'))).toMatchObject({
      code: 'other_log',
      data: { asked: 'local:other' },
    });
  });
});

describe('order', () => {
  const provisional = (at: string, finalThrough: number) =>
    log.reader.withSnapshot((snapshot) => resolvePosition(snapshot, at, { finalThrough }))
      .provisional;

  it('is provisional in the partitions that were not read past a time', () => {
    expect(provisional(second(30), firstDay)).toEqual([1, 2]);
    expect(provisional(second(29), firstDay)).toEqual([2]);
    expect(provisional(second(30), firstDay + 30_000)).toEqual([]);
  });

  it('of a record does not wait for its own partition', () => {
    expect(provisional('p0:5', firstDay)).toEqual([1, 2]);
    expect(provisional('p1:1', firstDay)).toEqual([2]);
  });

  it('of head and of tokens is never provisional', () => {
    expect(provisional('head', 0)).toEqual([]);
    expect(provisional(token({ 0: 1, 1: 1, 2: 0 }), 0)).toEqual([]);
  });
});

describe('a log that had lost its beginning', () => {
  it('refuses what lies before it, and says that answers are truncated', async () => {
    const late = await ingestedLog(testLog([{ s: 1, event: created('u-1') }], { 0: 100 }), 1);
    try {
      expect(() => resolveCut(late.reader, { at: 'p0:99' })).toThrow(/begins at offset 100/);
      const identity = late.reader.withSnapshot(identityOf);
      const early = encodeCutToken({ identity, cut: { 0: 50 } as unknown as Cut });
      expect(() => resolveCut(late.reader, { at: early })).toThrow(/read from offset 100/);
      expect(resolveCut(late.reader, { at: 'head' }).exactness).toMatchObject([
        { code: 'truncated', partitions: [0], count: 100 },
      ]);
    } finally {
      await late.close();
    }
  });
});
