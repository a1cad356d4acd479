const firstMs = 250;
const longestMs = 5_000;

/** How long to wait before attempt `n` (from 0), in ms: doubling, with up to a quarter of jitter. */
export function backoffMs(attempt: number, random: number): number {
  const base = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 10));
  return Math.round(base * (0.75 + 0.25 * random));
}
