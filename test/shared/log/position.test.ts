import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeCutToken } from '../../../src/shared/log/cut-token.ts';
import { offset } from '../../../src/shared/log/offset.ts';
import { formatPlace, parsePosition } from '../../../src/shared/log/position.ts';

test.each(['head', 'HEAD', ' Head '])('reads "%s" as head', (text) => {
  expect(parsePosition(text)).toEqual({ ok: true, value: { kind: 'head' } });
});

test.each([
  ['2025-03-03T09:30:00Z', Date.UTC(2025, 2, 3, 9, 30)],
  ['2025-03-03 09:30Z', Date.UTC(2025, 2, 3, 9, 30)],
  ['2025-03-03t09:30:00.123456789z', Date.UTC(2025, 2, 3, 9, 30, 0, 123)],
  ['2025-03-03T09:30:00+02:00', Date.UTC(2025, 2, 3, 7, 30)],
  ['2025-03-03T09:30:00+0200', Date.UTC(2025, 2, 3, 7, 30)],
  ['2025-03-03T09:30:00-05:30', Date.UTC(2025, 2, 3, 15)],
])('reads "%s" as a time', (text, time) => {
  expect(parsePosition(text)).toEqual({ ok: true, value: { kind: 'time', time } });
});

test.each(['2025-03-03T09:30:00', '2025-03-03 09:30', '2025-03-03'])(
  'refuses "%s": a time without a zone is no moment',
  (text) => {
    expect(parsePosition(text)).toEqual({ ok: false, error: 'no_zone' });
  },
);

test.each([
  '',
  'tail',
  'p3',
  'p3:',
  'p-1:2',
  'p3:99999999999999999',
  '2025-13-01T00:00:00Z',
  '2025-02-30T00:00:00Z',
  '2025-03-03T25:00:00Z',
  '12',
  '3 March 2025',
])('refuses "%s"', (text) => {
  expect(parsePosition(text)).toEqual({ ok: false, error: 'bad_position' });
});

test('reads a place as it is written', () => {
  fc.assert(
    fc.property(fc.nat(999_999), fc.maxSafeNat(), (partition, at) => {
      expect(parsePosition(formatPlace(partition, at))).toEqual({
        ok: true,
        value: { kind: 'record', partition, offset: at },
      });
    }),
  );
});

test('reads a token, and says where it is broken', () => {
  const cut = { 0: offset(3) };
  const token = encodeCutToken({ identity: 'log', cut });
  const read = parsePosition(` ${token}\n`);
  expect(read).toEqual({ ok: true, value: { kind: 'token', identity: 'log', cut } });
  expect(parsePosition(token.slice(0, -1))).toEqual({ ok: false, error: 'bad_token' });
});

test('reads every time that toISOString writes', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }), (date) => {
      const value = { kind: 'time', time: date.getTime() };
      expect(parsePosition(date.toISOString())).toEqual({ ok: true, value });
    }),
  );
});
