import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../src/renderer/rpc/backoff.ts';
import { countOf, formatCount } from '../../src/renderer/ui/format-count.ts';
import { formatSpan } from '../../src/renderer/ui/format-span.ts';
import { formatTime, isoTime } from '../../src/renderer/ui/format-time.ts';

const moment = Date.parse('2026-03-12T02:13:40.512Z');

describe('what a person reads', () => {
  it('writes times to the millisecond with their zone', () => {
    expect(formatTime(moment, 'full', 'utc')).toBe('Thu 12 Mar 2026, 02:13:40.512 UTC');
    expect(formatTime(moment, 'table', 'utc')).toBe('12 Mar, 02:13');
    expect(isoTime(moment, 'utc')).toBe('2026-03-12T02:13:40.512Z');
    expect(Date.parse(isoTime(moment, 'local'))).toBe(moment);
  });

  it('shows a time it cannot read as it came', () => {
    expect(formatTime('never', 'full', 'utc')).toBe('never');
  });

  it('writes spans in their two largest units', () => {
    expect(formatSpan(40 * 60_000)).toBe('40 minutes');
    expect(formatSpan(86_400_000 + 3_600_000)).toBe('1 day 1 hour');
    expect(formatSpan(250)).toBe('250 ms');
  });

  it('groups thousands and minds the singular', () => {
    expect(formatCount(25_118)).toBe('25\u202f118');
    expect([countOf(1, 'user'), countOf(0, 'user')]).toEqual(['1 user', '0 users']);
  });

  it('waits longer each time, and never longer than five seconds', () => {
    const waits = [0, 1, 2, 3, 9, 50].map((attempt) => backoffMs(attempt, 1));
    expect(waits).toEqual([250, 500, 1000, 2000, 5000, 5000]);
    expect(backoffMs(0, 0)).toBe(188);
  });
});
