/** Limits and waits: bytes of one batch, and milliseconds. */
export type IngestSettings = {
  readonly batchBytes: number;
  readonly fetchWaitMs: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  readonly lineageMs: number;
};

/** What holds where nothing else is said. */
export const usualSettings: IngestSettings = {
  // About 30 000 events: the more a batch holds, the more of them share a page that is written; but
  // one is fetched, one planned and one written at any time, and all three are in memory.
  batchBytes: 16 * 1024 * 1024,
  fetchWaitMs: 500,
  firstPauseMs: 1000,
  longestPauseMs: 60_000,
  lineageMs: 60_000,
};
