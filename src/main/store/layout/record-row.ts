import type { PackedRecord } from '../../../shared/log/packed-record.ts';

/** One record, with what was found out about it. */
export type RecordRow = {
  readonly place: number;
  readonly tau: number;
  readonly timestamp: number;
  readonly timestampType: number;
  readonly class: number;
  readonly type: number | null;
  readonly user: number | null;
  readonly role: number | null;
  readonly actor: number | null;
  readonly time: number;
  readonly flags: number;
  readonly anomalies: number;
  /** A 48-bit hash of (source, id); null where there is none. */
  readonly identity: number | null;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Uint8Array;
  /** The same three inside the run they came in, where they did: copied without views of them. */
  readonly packed?: PackedRecord | null;
};

/** The bytes of one record. */
export type RecordBytes = {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Buffer;
};
