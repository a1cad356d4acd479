import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatLogAddress,
  type LogAddress,
  parseLogAddress,
} from '../../../src/shared/log/log-address.ts';

test.each<[string, LogAddress]>([
  ['sample', { kind: 'sample' }],
  ['file:/tmp/a log.json', { kind: 'file', path: '/tmp/a log.json', topic: null }],
  ['file:log.json#users.v1', { kind: 'file', path: 'log.json', topic: 'users.v1' }],
  ['file:C:\\logs\\a.json', { kind: 'file', path: 'C:\\logs\\a.json', topic: null }],
  ['kafka://localhost:9092/users', { kind: 'kafka', brokers: ['localhost:9092'], topic: 'users' }],
  [
    'kafka://a:1,[::1]:65535/t-1._x',
    { kind: 'kafka', brokers: ['a:1', '[::1]:65535'], topic: 't-1._x' },
  ],
])('reads "%s" and writes it back', (text, address) => {
  expect(parseLogAddress(text)).toEqual({ ok: true, value: address });
  expect(formatLogAddress(address)).toBe(text);
});

test.each([
  ['', /A log is/],
  ['Sample', /A log is/],
  ['file:', /path/],
  ['kafka://localhost/users', /host:port/],
  ['kafka://localhost:65536/users', /host:port/],
  ['kafka://:9092/users', /host:port/],
  ['kafka://a:1,,b:2/users', /host:port/],
  ['kafka://a:1', /topic name/],
  ['kafka://a:1/', /topic name/],
  ['kafka://a:1/a/b', /topic name/],
  ['kafka://a:1/ü', /topic name/],
  [`kafka://a:1/${'t'.repeat(250)}`, /topic name/],
])('refuses "%s" and says why', (text, says) => {
  const read = parseLogAddress(text);
  expect(read.ok ? '' : read.error).toMatch(says);
});

test('reads an address or says why not, for any text, and what it reads it writes the same', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string().map((rest) => `file:${rest}`),
    fc.string().map((rest) => `kafka://a:1/${rest}`),
  );
  fc.assert(
    fc.property(text, (said) => {
      const read = parseLogAddress(said);
      if (read.ok) expect(formatLogAddress(read.value)).toBe(said);
      else expect(read.error).not.toBe('');
    }),
  );
});
