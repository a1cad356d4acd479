import { Buffer } from 'node:buffer';
import {
  decodeRecordSet,
  inflateLimitBytes,
  type RecordSet,
} from '../../../../src/main/log/kafka/batch/decode-record-set.ts';
import {
  type BatchRecord,
  type BatchStamp,
  encodeBatch,
} from '../../../../src/main/log/kafka/batch/encode-batch.ts';
import { noHeaders } from '../../../../src/shared/log/headers.ts';

const utf8 = new TextEncoder();

/** Records "r0", "r1"... for a batch. */
export function plainRecords(count: number, name = 'r'): BatchRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    timestamp: 1_700_000_000_000 + index,
    key: utf8.encode(`k${index}`),
    value: utf8.encode(`${name}${index}`),
    headers: noHeaders,
  }));
}

/** A transaction marker, as a coordinator writes it. */
export function marker(commits: boolean, stamp: BatchStamp): Uint8Array {
  const key = Uint8Array.of(0, 0, 0, commits ? 1 : 0);
  const value = new Uint8Array(6);
  const record = { timestamp: 1_700_000_000_000, key, value, headers: noHeaders };
  return encodeBatch([record], { transactional: true, control: true, ...stamp });
}

/** Decodes batches that stand one after the other. */
export function decode(batches: readonly Uint8Array[], more: Partial<RecordSet> = {}) {
  return decodeRecordSet({
    partition: 0,
    from: 0,
    end: Number.MAX_SAFE_INTEGER,
    bytes: new Uint8Array(Buffer.concat(batches)),
    aborted: [],
    budget: { left: inflateLimitBytes },
    ...more,
  });
}

/** The values of decoded records as text. */
export function valuesOf({
  records,
}: {
  readonly records: readonly { value: Uint8Array | null }[];
}) {
  return records.map(({ value }) => value && new TextDecoder().decode(value));
}
