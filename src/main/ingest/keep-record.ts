import { createHash } from 'node:crypto';
import { PackedRecord } from '../../shared/log/packed-record.ts';
import type { LogRecord } from '../../shared/log/record.ts';
import type { Decoded } from '../codec/decoded.ts';
import type { WholeValue } from '../store/layout/record-form.ts';
import { toPlace } from '../store/place.ts';
import type { QuarantineRow } from '../store/write/planned-batch.ts';
import { decoderVersion } from './decoder-version.ts';

/** A record as it is kept; `whole` says what a cut value was. */
export type KeptRecord = { readonly record: LogRecord; readonly whole: WholeValue | null };

/** A value that is longer, in bytes, is cut. */
export const longestKept = 8 * 1024 * 1024;
const keptBytes = 64 * 1024;

/**
 * Keeps of a value over 8 MiB the first 64 KiB, with the length and SHA-256 of the whole, and of a
 * timestamp beyond the safe integers the nearest one.
 */
export function keepRecord(came: LogRecord): KeptRecord {
  const record = Number.isSafeInteger(came.timestamp) ? came : withSafeTimestamp(came);
  if (valueLength(record) <= longestKept) return { record, whole: null };
  const value = record.value as Uint8Array;
  const sha256 = createHash('sha256').update(value).digest();
  return {
    record: withParts(record, record.timestamp, value.subarray(0, keptBytes)),
    whole: { length: value.length, sha256 },
  };
}

function withSafeTimestamp(record: LogRecord): LogRecord {
  const { MAX_SAFE_INTEGER: max, MIN_SAFE_INTEGER: min } = Number;
  const timestamp = Math.min(max, Math.max(min, Math.trunc(record.timestamp) || 0));
  return withParts(record, timestamp, record.value);
}

function withParts(record: LogRecord, timestamp: number, value: Uint8Array | null): LogRecord {
  const { partition, offset, timestampType, key, headers } = record;
  return { partition, offset, timestamp, timestampType, key, value, headers };
}

// A packed record tells it without making a view of its value.
function valueLength(record: LogRecord): number {
  if (!(record instanceof PackedRecord)) return record.value?.length ?? 0;
  const { valueFrom, valueTo } = record;
  return valueFrom < 0 ? 0 : valueTo - valueFrom;
}

/** The row of a record that could not become an event. */
export function quarantineRow(
  { record, whole }: KeptRecord,
  { reason, text }: Extract<Decoded, { kind: 'quarantined' }>,
): QuarantineRow {
  const hash = whole && Buffer.from(whole.sha256).toString('hex');
  const place = toPlace(record.partition, record.offset);
  return {
    place,
    until: place + 1,
    reason,
    text: hash ? `${text} Its first 64 KiB are kept; its SHA-256 is ${hash}.` : text,
    decoder: decoderVersion,
    key: record.key,
    bytes: null,
    valueLength: whole?.length ?? null,
    valueSha256: whole?.sha256 ?? null,
  };
}
