import type { Offset } from './offset.ts';

/** One record's place in scrub order: (tau, partition, offset). */
export type Tick = { readonly tau: number; readonly partition: number; readonly offset: Offset };

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** False for a timestamp before 2000-01-01 or after 2100-01-01 UTC: it is flagged `bad_clock`. */
export function isSaneClock(timestamp: number): boolean {
  return timestamp >= earliest && timestamp <= latest;
}

/** Tau of a record: the running maximum of its partition's sane timestamps, in ms since 1970. */
export function nextTau(before: number, timestamp: number): number {
  return isSaneClock(timestamp) ? Math.max(before, timestamp) : before;
}

/** Scrub order: negative where `a` comes first. */
export function compareTicks(a: Tick, b: Tick): number {
  return a.tau - b.tau || a.partition - b.partition || a.offset - b.offset;
}
