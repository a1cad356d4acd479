import { PackedRecord } from '../../shared/log/packed-record.ts';
import type { LogRecord } from '../../shared/log/record.ts';
import type { WholeValue } from '../store/layout/record-form.ts';
import type { RecordRow } from '../store/layout/record-row.ts';
import { toPlace } from '../store/place.ts';
import type { KeptRecord } from './keep-record.ts';

/**
 * What is found out about a record while it is planned. One draft serves all records, one after the
 * other: adding it to a batch copies it.
 */
export class RecordDraft implements RecordRow {
  place = 0;
  tau = 0;
  timestamp = 0;
  timestampType = 0;
  class = 0;
  type: number | null = null;
  user: number | null = null;
  role: number | null = null;
  actor: number | null = null;
  time = 0;
  flags = 0;
  anomalies = 0;
  identity: number | null = null;
  packed: PackedRecord | null = null;
  whole: WholeValue | null = null;
  #record: LogRecord | null = null;

  /** Begins anew with a record of which nothing is known yet but what a cut value was. */
  begin({ record, whole }: KeptRecord): void {
    this.#record = record;
    this.packed = record instanceof PackedRecord ? record : null;
    this.whole = whole;
    this.place = toPlace(record.partition, record.offset);
    this.timestamp = record.timestamp;
    this.timestampType = record.timestampType === 'create' ? 0 : 1;
    this.time = record.timestamp;
    this.tau = 0;
    this.class = 0;
    this.flags = 0;
    this.anomalies = 0;
    this.type = null;
    this.user = null;
    this.role = null;
    this.actor = null;
    this.identity = null;
  }

  get key(): Uint8Array | null {
    return this.#record?.key ?? null;
  }

  get value(): Uint8Array | null {
    return this.#record?.value ?? null;
  }

  get headers(): Uint8Array {
    return this.#record?.headers ?? new Uint8Array();
  }
}
