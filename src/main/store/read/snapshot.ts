/** What a statement may be given; numbers travel as REAL and compare with INTEGER columns exactly up to 2^53. */
export type SqlValue = number | string | Uint8Array | null;

/**
 * The read model at one moment: everything asked through it sees the same commit. It can only
 * read: it has no verb that writes, and its connection was opened read-only. Valid only inside
 * `withSnapshot`.
 */
export type Snapshot = {
  /** The first row, or undefined. */
  first<Row>(sql: string, ...values: readonly SqlValue[]): Row | undefined;
  /** All rows. */
  all<Row>(sql: string, ...values: readonly SqlValue[]): Row[];
  /** All rows as arrays of columns: half the price, for statements that bring many. */
  tuples<Row extends readonly unknown[]>(sql: string, ...values: readonly SqlValue[]): Row[];
  /** Rows as arrays, one by one; to be read to its end or left before the next question to the same statement. */
  walk<Row extends readonly unknown[]>(
    sql: string,
    ...values: readonly SqlValue[]
  ): IterableIterator<Row>;
  /** The first column of the first row, or undefined. */
  value<Value>(sql: string, ...values: readonly SqlValue[]): Value | undefined;
  /** What was worked out from the model and kept; worked out again once the writer has committed. */
  kept<Value>(memory: Memory<Value>): Value;
};

/** Something worked out from the whole model; `refresh` gets what was kept before, to go on from. */
export type Memory<Value> = {
  readonly refresh: (snapshot: Snapshot, before: Value | undefined) => Value;
};

/** The door to the read model for questions. */
export type Reader = {
  /** Asks in one read transaction; `ask` must not wait, so that none is held across an await. */
  withSnapshot<Answer>(ask: (snapshot: Snapshot) => Answer): Answer;
  close(): void;
};
