/** Limits and waits: bytes of one batch, of one fetch at most, and milliseconds. */
export type IngestSettings = {
  readonly batchBytes: number;
  readonly fetchBytes: number;
  readonly fetchWaitMs: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  readonly lineageMs: number;
};

/** What holds where nothing else is said. */
export const usualSettings: IngestSettings = {
  // About 23 000 events: the more a batch holds, the more of them share a page that is written; but
  // one is planned while another is written, and both are in memory.
  batchBytes: 12 * 1024 * 1024,
  // Records are objects only until they are planned, and one fetch is on its way meanwhile: so few
  // die young. Four times as many grew old: 0.8 us of processor time an event to collect them.
  fetchBytes: 1024 * 1024,
  fetchWaitMs: 500,
  firstPauseMs: 1000,
  longestPauseMs: 60_000,
  lineageMs: 60_000,
};
