/** Rows of one block of columns. */
export const blockRows = 1024;

/**
 * What is found out about so many records, column by column: a row of its own would hold five
 * numbers that each are an object on the heap, and live until the batch is written (0.5 us).
 */
export class RecordColumns {
  readonly place = new Float64Array(blockRows);
  readonly tau = new Float64Array(blockRows);
  readonly timestamp = new Float64Array(blockRows);
  readonly time = new Float64Array(blockRows);
  /** -1 where there is none. */
  readonly identity = new Float64Array(blockRows).fill(-1);
  /** Numbers of the dictionary; 0 where there is none. */
  readonly user = new Uint32Array(blockRows);
  readonly role = new Uint32Array(blockRows);
  readonly actor = new Uint32Array(blockRows);
  readonly timestampType = new Uint8Array(blockRows);
  readonly class = new Uint8Array(blockRows);
  /** -1 where it is none of the nine. */
  readonly type = new Int8Array(blockRows).fill(-1);
  readonly flags = new Uint8Array(blockRows);
  readonly anomalies = new Uint8Array(blockRows);
}
