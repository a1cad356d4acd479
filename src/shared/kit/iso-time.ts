const longest = 8.64e15;

/** ISO 8601, UTC, milliseconds; a time beyond a JavaScript date (ms since 1970) is drawn to the nearest one. */
export function isoTime(ms: number): string {
  return new Date(Math.max(-longest, Math.min(longest, ms))).toISOString();
}

/** Like `isoTime`; null stays null. */
export function isoTimeOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}
