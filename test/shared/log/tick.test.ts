import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offset } from '../../../src/shared/log/offset.ts';
import { compareTicks, isSaneClock, nextTau } from '../../../src/shared/log/tick.ts';

const anyTime = fc.oneof(
  fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2110, 0) }),
  fc.maxSafeInteger(),
);

test('tau never falls, and only sane timestamps raise it', () => {
  fc.assert(
    fc.property(fc.array(anyTime), (timestamps) => {
      let tau = 0;
      for (const timestamp of timestamps) {
        const after = nextTau(tau, timestamp);
        expect(after).toBeGreaterThanOrEqual(tau);
        if (after !== tau) expect(after).toBe(timestamp);
        if (isSaneClock(timestamp)) expect(after).toBeGreaterThanOrEqual(timestamp);
        else expect(after).toBe(tau);
        tau = after;
      }
      const sane = timestamps.filter(isSaneClock);
      expect(tau).toBe(Math.max(0, ...sane));
    }),
  );
});

test('calls a clock sane from 2000-01-01 to 2100-01-01, both inclusive', () => {
  expect(isSaneClock(Date.UTC(2000, 0, 1))).toBe(true);
  expect(isSaneClock(Date.UTC(2100, 0, 1))).toBe(true);
  expect(isSaneClock(Date.UTC(2000, 0, 1) - 1)).toBe(false);
  expect(isSaneClock(Date.UTC(2100, 0, 1) + 1)).toBe(false);
  expect([0, -1, NaN, Infinity].some(isSaneClock)).toBe(false);
});

test('orders ticks by tau, then partition, then offset', () => {
  const tick = fc.record({ tau: fc.nat(2), partition: fc.nat(2), offset: fc.nat(2).map(offset) });
  fc.assert(
    fc.property(tick, tick, (a, b) => {
      const key = (one: typeof a) => one.tau * 100 + one.partition * 10 + one.offset;
      expect(Math.sign(compareTicks(a, b))).toBe(Math.sign(key(a) - key(b)));
    }),
  );
});
